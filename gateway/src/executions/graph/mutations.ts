import { ServiceError } from '@sluice/schema';
import type { ContextInput, MutationResolvers, SubmitOptions } from '@sluice/schema/resolvers';

import type { RequestContext } from '../../request-context.js';
import type { Executions, SubmittedContext } from '../create-executions.js';
import type { StoredExecution } from '../stored-execution.js';
import { toExecution } from './to-execution.js';

const LONGEST_WAIT_MS = 60_000;

/** What is left of a request's time is needed for its answer. */
const ANSWER_MS = 1_000;

export function mutations(executions: Executions): MutationResolvers<RequestContext> {
  // Both are a part of the graph's promise; what they answer is filled in by the resolvers of the type.
  const told = (execution: StoredExecution) => toExecution(executions, execution) as never;
  const submit = (
    context: ContextInput,
    options: SubmitOptions | null | undefined,
    { principal, signal }: RequestContext,
  ) => executions.submit(principal, readContext(context), options ?? {}, { signal });
  return {
    submit: async (_, { context, options }, scope) => told(await submit(context, options, scope)),
    run: async (_, { context, options, waitMs }, scope) => {
      const wait = readWait(waitMs ?? 0);
      const accepted = await submit(context, options, scope);
      const leftMs = Math.max(0, scope.deadlineAt - performance.now() - ANSWER_MS);
      return told(await executions.settle(accepted, Math.min(wait, leftMs), scope.signal));
    },
    cancelExecution: async (_, { input }, { principal, signal }) =>
      told(await executions.cancel(principal, input.id, { signal })),
    retryExecution: async (_, { input }, { principal, signal }) =>
      told(await executions.retry(principal, input.id, input.idempotencyKey ?? null, { signal })),
    eraseExecution: async (_, { input }, { principal, signal }) =>
      told(await executions.erase(principal, input.id, { signal })),
  };
}

/** Exactly one kind is given: the API checks that, and this once more, since a subgraph's schema does not. */
function readContext(context: ContextInput): SubmittedContext {
  const given = Object.entries(context).filter(([, input]) => input !== null && input !== undefined);
  const [first] = given;
  if (first && given.length === 1) return { kind: first[0], input: first[1] as SubmittedContext['input'] };
  throw new ServiceError('BAD_USER_INPUT', 'context: expected exactly one kind.', { inputPath: ['context'] });
}

function readWait(waitMs: number): number {
  if (waitMs >= 0 && waitMs <= LONGEST_WAIT_MS) return waitMs;
  const limit = { dimension: 'waitMs', limit: LONGEST_WAIT_MS, value: waitMs };
  const message = `waitMs is ${waitMs}; 0 to ${LONGEST_WAIT_MS} are taken.`;
  throw new ServiceError('BAD_USER_INPUT', message, { inputPath: ['waitMs'], limit });
}
