import type { GraphQLResolveInfo } from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';

import type { AdmissionRequest } from '../../../supergraph/admission.js';
import type { AccessContext } from '../access-context.js';
import { ALLOWED } from '../allowed.js';
import { Denial } from '../denial.js';
import { createUnreadParent } from '../unread-parent.js';
import type { Check } from './selected-part.js';

/** The rule that denies, as callers are told. */
export type DenyingRule = string;

/** What the rules are asked with. */
export type CheckRequest = Pick<AdmissionRequest, 'operation' | 'variables'> & {
  readonly snapshot: Pick<AdmissionRequest['snapshot'], 'apiSchema'>;
  readonly access: AccessContext;
  readonly fragments: GraphQLResolveInfo['fragments'];
};

/**
 * Asks the rules for one field.
 *
 * @returns null where it is allowed
 * @throws GraphQLError where the arguments are not what the schema wants
 */
export async function decideCheck({ guard, node }: Check, request: CheckRequest): Promise<DenyingRule | null> {
  const { field } = guard;
  const args = field.args.length > 0 ? getArgumentValues(field, node, request.variables) : {};
  return await decideField({ guard, node }, args, request);
}

/** The same, with arguments that are known. */
export async function decideField(
  { guard, node }: Check,
  args: Readonly<Record<string, unknown>>,
  request: CheckRequest,
): Promise<DenyingRule | null> {
  const info = resolveInfo({ guard, node }, request);
  const unread = createUnreadParent();
  const result = await attempt(async () => (await guard.resolve(unread.parent, args, request.access, info)) as unknown);
  if (unread.wasRead) return `${guard.rule}, which reads what is not fetched yet`;
  if (result !== ALLOWED) return denyingRule(result, guard.rule);
  return await decideMembers({ guard, node }, args, info, request);
}

/** Guarded members of input objects, wherever they stand in the arguments. */
async function decideMembers(
  { guard }: Check,
  args: Readonly<Record<string, unknown>>,
  info: GraphQLResolveInfo,
  { access }: CheckRequest,
): Promise<DenyingRule | null> {
  for (const { argument, find } of guard.inputs) {
    for (const member of find(args[argument])) {
      const rule = guard.ruleOfMember(member);
      const result = await attempt(() => rule.resolve({}, args, access, info, MEMBER_OPTIONS));
      if (result !== true) return denyingRule(result, member);
    }
  }
  return null;
}

const MEMBER_OPTIONS = { debug: true, allowExternalErrors: false, hashFunction: () => '' } as never;

async function attempt(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    return error;
  }
}

/** A combination hands on the denial of the part that decided, where that part names itself. */
function denyingRule(result: unknown, whole: string): DenyingRule {
  return result instanceof Denial ? result.rule : whole;
}

/** What a resolver is told of where it stands: enough for rules that look at the operation, and nothing fetched. */
function resolveInfo(
  { guard: { field, type }, node }: Check,
  { snapshot, operation, variables, fragments }: CheckRequest,
): GraphQLResolveInfo {
  return {
    fieldName: field.name,
    fieldNodes: [node],
    returnType: field.type,
    parentType: type,
    path: { prev: undefined, key: node.alias?.value ?? field.name, typename: type.name },
    schema: snapshot.apiSchema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues: variables as Record<string, unknown>,
  };
}
