import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  visit,
} from 'graphql';

import { stringArgument } from '../../contracts/context-kinds.js';
import { type ContractProblem, placeOf } from '../../compose/contract-problem.js';

/** What a service may write. Whatever else there is in Federation takes something from somebody, or hides something. */
const ALLOWED: ReadonlySet<string> = new Set([
  'authenticated',
  'call',
  'composeDirective',
  'contextKind',
  'cost',
  'deprecated',
  'key',
  'link',
  'listSize',
  'oneOf',
  'policy',
  'rateLimit',
  'requiresScopes',
  'shareable',
  'specifiedBy',
]);

/** The specifications whose directives these are. */
const SPECIFICATIONS =
  /^https:\/\/(?:specs\.apollo\.dev\/(?:federation|link)\/v|sluice\.dev\/spec\/sluice\/v)\d+\.\d+$/;

/**
 * A service writes known directives under their own names. `@override` takes a field over, `@interfaceObject` adds to
 * types unseen, `@requires` gives wrong data for fields with arguments, `@inaccessible` hides; and a directive of
 * security under another name is overlooked by whoever looks for it.
 */
export function onlyPlainDirectives(document: DocumentNode): ContractProblem[] {
  const problems: ContractProblem[] = [];
  const visitDirective = (node: DirectiveNode) => {
    const name = node.name.value;
    if (!ALLOWED.has(name)) problems.push({ message: `@${name} is not taken from a service.`, place: placeOf([node]) });
    if (name === 'link') problems.push(...linkProblems(node as ConstDirectiveNode));
  };
  visit(document, { Directive: visitDirective });
  return problems;
}

function linkProblems(link: ConstDirectiveNode): ContractProblem[] {
  const place = placeOf([link]);
  const url = stringArgument(link, 'url') ?? '';
  const problems: string[] = [];
  if (!SPECIFICATIONS.test(url)) problems.push(`@link: ${url.slice(0, 100)} is no specification of the contracts.`);
  if (stringArgument(link, 'as') !== undefined) problems.push('@link: a specification keeps its name.');
  const imports = link.arguments?.find(({ name }) => name.value === 'import')?.value;
  const renamed = imports?.kind === Kind.LIST ? imports.values.flatMap(renamedImport) : [];
  problems.push(...renamed.map((name) => `@link: ${name} keeps its name.`));
  return problems.map((message) => ({ message, place }));
}

function renamedImport(item: ConstValueNode): string[] {
  if (item.kind !== Kind.OBJECT) return [];
  const member = (wanted: string) => item.fields.find(({ name }) => name.value === wanted)?.value;
  const [name, alias] = [member('name'), member('as')];
  const text = name?.kind === Kind.STRING ? name.value : '';
  return alias && !(alias.kind === Kind.STRING && alias.value === text) ? [text] : [];
}
