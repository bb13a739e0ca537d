import type { Permission } from '../../../identity/permissions.js';
import { holdsPermission } from '../../../identity/principal.js';
import { type CheckRequest, decideCheck, type DenyingRule } from './decide-check.js';
import { isSkipped } from './is-skipped.js';
import type { Check, CompiledOperation, FieldPart, SelectedPart } from './selected-part.js';

/** Why a field is denied. */
export interface DeniedField {
  /** The field of the type that denies: of an interface, one of those that implement it. */
  readonly coordinate: string;
  readonly rule: string;
}

/** What the rules say of an operation. */
export interface Verdict {
  /** Fields that are denied; what stands below them is not listed. */
  readonly denied: ReadonlyMap<FieldPart, DeniedField>;
  /** How many questions were asked. */
  readonly checks: number;
}

/**
 * Asks the rules about every field that the operation can reach with its variables. A field is denied if it is for any
 * type that the object may have.
 *
 * @throws GraphQLError where the arguments are not what the schema wants
 */
export async function findDenied({ parts }: CompiledOperation, request: CheckRequest): Promise<Verdict> {
  const checked = new Set<Check>();
  const asked = new Map<object, Promise<DenyingRule | null>>();
  const denied = new Map<FieldPart, DeniedField>();
  forEachReachable(parts, request.variables, (part) => {
    if (isIntrospection(part) && !mayIntrospect(request)) denied.set(part, introspectionOf(part));
    for (const check of part.checks) {
      checked.add(check);
      const question = questionOf(check);
      if (!asked.has(question)) asked.set(question, decideCheck(check, request));
    }
    return true;
  });
  const answers = await Promise.all(asked.values());
  const checks = checked.size + denied.size;
  if (answers.every((rule) => rule === null)) return { denied, checks };

  const rules = new Map([...asked.keys()].map((question, index) => [question, answers[index] ?? null]));
  forEachReachable(parts, request.variables, (part) => {
    const check = part.checks.find((one) => rules.get(questionOf(one)) !== null);
    const rule = check && rules.get(questionOf(check));
    if (rule) denied.set(part, { coordinate: check.guard.coordinate, rule });
    return !rule;
  });
  return { denied, checks };
}

const questionOf = (check: Check): object => check.guard.question ?? check;

/** Whether a field asks for the schema itself; `__typename` does not. */
export function isIntrospection({ node }: FieldPart): boolean {
  return node.name.value === '__schema' || node.name.value === '__type';
}

const INTROSPECT: Permission = 'graph:introspect';

function mayIntrospect({ access }: CheckRequest): boolean {
  return holdsPermission(access.principal, INTROSPECT);
}

function introspectionOf({ node }: FieldPart): DeniedField {
  return { coordinate: `Query.${node.name.value}`, rule: `@requiresScopes ${INTROSPECT}` };
}

/** @param visit whether to go on to what stands below */
function forEachReachable(
  parts: readonly SelectedPart[],
  variables: Readonly<Record<string, unknown>>,
  visit: (part: FieldPart) => boolean,
): void {
  for (const part of parts) {
    if (isSkipped(part.node, variables)) continue;
    if (part.kind === 'fragment' || visit(part)) forEachReachable(part.parts, variables, visit);
  }
}
