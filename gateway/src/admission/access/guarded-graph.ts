import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';

import type { AccessIndex } from '../../supergraph/access-index.js';
import { deny, type PermissionMap, type ShieldRule } from '../shield.js';
import { compileRules } from './compile-rules.js';
import { describeRule } from './describe-rule.js';
import { allOf, createDirectiveRules } from './directive-rules.js';
import { type GuardedResolver, guardSchema } from './guard-schema.js';
import { type MemberFinder, memberFinder } from './input-members.js';

/** A graph with its rules, ready to be asked. */
export interface GuardedGraph {
  readonly schema: GraphQLSchema;
  /** What is asked for a field of an object type. */
  guardOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): FieldGuard;
}

/** All that a field demands. */
export interface FieldGuard {
  /** `Text.embedding` */
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly type: GraphQLObjectType;
  readonly resolve: GuardedResolver;
  /** The rule, as people read it. */
  readonly rule: string;
  /** The same for fields of which one answer holds for all; null where it may depend on more than the caller. */
  readonly question: object | null;
  /** Arguments that may hold guarded members. */
  readonly inputs: readonly { readonly argument: string; readonly find: MemberFinder }[];
  /** The rule of a guarded member. */
  readonly ruleOfMember: (coordinate: string) => ShieldRule;
}

export interface GuardedGraphOptions {
  readonly schema: GraphQLSchema;
  readonly access: AccessIndex;
  /** Rules in code, beside the directives. */
  readonly permissions: PermissionMap;
}

/** Compiles the rules of a graph, once. */
export function createGuardedGraph({ schema, access, permissions }: GuardedGraphOptions): GuardedGraph {
  const { fields: rules, ofCaller } = compileRules(schema, access, permissions);
  const guarded = guardSchema(schema, rules);
  const ruleOfMember = memberRules(access);
  const members = new Set(access.inputMembers.keys());
  const guards = new Map<string, FieldGuard>();

  function toGuard(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): FieldGuard {
    const coordinate = `${type.name}.${field.name}`;
    const inputs = field.args.flatMap((argument) => {
      const find = memberFinder(argument.type, members);
      return find ? [{ argument: argument.name, find }] : [];
    });
    const rule = rules[type.name]?.[field.name];
    const resolve = resolverOf(guarded, type.name, field.name);
    const question = rule && ofCaller.has(rule) && field.args.length === 0 ? rule : null;
    const text = rule ? describeRule(rule) : NO_RULE;
    return { coordinate, field, type, resolve, rule: text, question, inputs, ruleOfMember };
  }

  return {
    schema,
    guardOf(type, field) {
      const coordinate = `${type.name}.${field.name}`;
      const known = guards.get(coordinate) ?? toGuard(type, field);
      guards.set(coordinate, known);
      return known;
    },
  };
}

function memberRules({ inputMembers }: AccessIndex): FieldGuard['ruleOfMember'] {
  const directiveRules = createDirectiveRules();
  const rules = new Map([...inputMembers].map(([name, demanded]) => [name, allOf(directiveRules(demanded))]));
  return (coordinate) => rules.get(coordinate) ?? deny;
}

/** The name of the fallback in answers and logs. */
const NO_RULE = 'no rule allows it';

function resolverOf(schema: GraphQLSchema, type: string, field: string): GuardedResolver {
  const guarded = schema.getType(type);
  const resolve = isObjectType(guarded) ? guarded.getFields()[field]?.resolve : undefined;
  // A resolver that is not there would let everything pass.
  if (!resolve) throw new TypeError(`${type}.${field} is not guarded.`);
  return resolve as GuardedResolver;
}
