import { buildSchema, type GraphQLSchema } from 'graphql';

import type { AccessIndex, Protection } from '../../../supergraph/access-index.js';
import type { PermissionMap } from '../../shield.js';
import type { Choices } from './choices.js';
import { createRuleMaker, randomRule, type RuleModel } from './random-rules.js';

/** A graph with rules of all sorts, and what the reference model needs to judge by. */
export interface RandomGraph {
  readonly schema: GraphQLSchema;
  readonly access: AccessIndex;
  readonly permissions: PermissionMap;
  /** The permission map in words, by coordinate. */
  readonly models: ReadonlyMap<string, RuleModel>;
}

export const SCOPES = ['one:a', 'one:b', 'two:a'] as const;
export const POLICIES = ['yes', 'no', 'fails', 'unknown'] as const;

const OBJECTS = ['A', 'B', 'C', 'D'] as const;
const INTERFACES = ['I', 'J'] as const;
const UNION = 'U';
const ARGUMENTS = '(a: Int, b: Boolean, in: In)';
const LEAVES = ['Int', 'String!', '[Int!]', '[String]!'] as const;
const WRAPS = ['', '', '!', '[]', '[!]!', '[!]'] as const;

/** Four object types, two interfaces, a union; every field takes the same arguments. */
export function randomGraph(choices: Choices): RandomGraph {
  const fields = randomFields(choices);
  const schema = buildSchema(`
    type Query { ${OBJECTS.map((name) => `q${name}${ARGUMENTS}: ${name}`).join(' ')}
      qI${ARGUMENTS}: [I] qJ${ARGUMENTS}: J qU${ARGUMENTS}: [U!] qLeaf${ARGUMENTS}: Int }
    type Mutation { m${ARGUMENTS}: I n${ARGUMENTS}: Int! }
    input In { m0: Int m1: Int more: [In!] }
    union ${UNION} = ${choices.some(OBJECTS.slice(1), 60).concat('A').join(' | ')}
    ${fields}`);
  const coordinates = coordinatesOf(schema);
  const models = new Map(choices.some(coordinates, 45).map((name) => [name, randomRule(choices)] as const));
  return { schema, access: randomAccess(choices, coordinates), permissions: toMap(models), models };
}

function randomFields(choices: Choices): string {
  const composite = [...OBJECTS, ...INTERFACES, UNION];
  const randomType = () => {
    if (choices.chance(50)) return choices.pick(LEAVES);
    const name = choices.pick(composite);
    const wrap = choices.pick(WRAPS);
    return wrap.startsWith('[') ? wrap.replace('[', `[${name}`) : name + wrap;
  };
  const shared = INTERFACES.map((name) => {
    const declared = Array.from(
      { length: 2 },
      (_, index) => `${name.toLowerCase()}${index}${ARGUMENTS}: ${randomType()}`,
    );
    return { name, declared };
  });
  const interfaces = shared.map(({ name, declared }) => `interface ${name} { ${declared.join(' ')} }`);
  const objects = OBJECTS.map((name) => {
    const implemented = name === 'A' ? shared : choices.some(shared, 50);
    const own = ['x', 'y', 'z'].map((field) => `${field}${ARGUMENTS}: ${randomType()}`);
    const head = implemented.length > 0 ? ` implements ${implemented.map((one) => one.name).join(' & ')}` : '';
    return `type ${name}${head} { ${[...implemented.flatMap(({ declared }) => declared), ...own].join(' ')} }`;
  });
  return [...interfaces, ...objects].join('\n');
}

function coordinatesOf(schema: GraphQLSchema): string[] {
  return ['Query', 'Mutation', ...OBJECTS].flatMap((name) => {
    const type = schema.getType(name);
    return type && 'getFields' in type ? Object.keys(type.getFields()).map((field) => `${name}.${field}`) : [];
  });
}

function randomAccess(choices: Choices, coordinates: readonly string[]): AccessIndex {
  const protectedOnes = choices.some([...coordinates, ...OBJECTS, ...INTERFACES, 'I.i0', 'J.j1'], 12);
  const members = choices.some(['In.m0', 'In.m1', 'In.more'], 40);
  return {
    protections: new Map(protectedOnes.map((name) => [name, randomProtection(choices)])),
    reached: new Set(choices.some(coordinates, 85)),
    inputMembers: new Map(members.map((name) => [name, randomProtection(choices)])),
  };
}

function randomProtection(choices: Choices): Protection {
  const lists = (names: readonly string[]) =>
    Array.from({ length: 1 + choices.number(2) }, () =>
      Array.from({ length: 1 + choices.number(2) }, () => choices.pick(names)),
    );
  const scopes = choices.chance(60) ? [lists(SCOPES)] : [];
  const policies = choices.chance(30) ? [lists(POLICIES)] : [];
  // A protection demands something.
  return { authenticated: choices.chance(40) || scopes.length + policies.length === 0, scopes, policies };
}

function toMap(models: ReadonlyMap<string, RuleModel>): PermissionMap {
  const toRule = createRuleMaker();
  const map: Record<string, Record<string, ReturnType<typeof toRule>>> = {};
  for (const [coordinate, model] of models) {
    const [type = '', field = ''] = coordinate.split('.');
    (map[type] ??= {})[field] = toRule(model);
  }
  return map;
}
