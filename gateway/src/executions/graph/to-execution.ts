import type { Executions } from '../create-executions.js';
import type { ExecutionFailure } from '../life-cycle.js';
import type { StoredExecution } from '../stored-execution.js';

const toMoment = (moment: Date | null) => moment && moment.toISOString();

/** An execution as the graph tells it; what is sealed is opened only where it is asked for. */
export function toExecution(executions: Pick<Executions, 'open'>, execution: StoredExecution) {
  const { createdAt, startAfter, deadline, startedAt, finishedAt, keepUntil, erasedAt, error, ...told } = execution;
  return {
    ...told,
    createdAt: toMoment(createdAt),
    startAfter: toMoment(startAfter),
    deadline: toMoment(deadline),
    startedAt: toMoment(startedAt),
    finishedAt: toMoment(finishedAt),
    keepUntil: toMoment(keepUntil),
    erasedAt: toMoment(erasedAt),
    error: error && toError(error),
    metadata: () => executions.open(execution, 'metadata'),
  };
}

export function toError({ code, message, outcomeUnknown = false }: ExecutionFailure) {
  return { code, message, outcomeUnknown };
}
