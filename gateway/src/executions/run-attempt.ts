import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';

import type { CallRecord } from '../request-context.js';
import { openCallLog } from './call-log.js';
import type { Claimed } from './claim.js';
import type { ContextOperation } from './context-operations.js';
import type { AttemptLog, EventWriter } from './event-writer.js';
import type { AttemptOutcome, FinishOptions } from './finish-attempt.js';
import { judgeAnswer, judgePipeline, toFailure } from './judge-answer.js';
import type { FormattedResult, RunContext } from './run-context.js';
import { placeOf } from './stored-execution.js';

export interface AttemptOptions extends Pick<FinishOptions, 'store' | 'sealer'> {
  readonly runContext: RunContext;
  /** How contexts of a kind are run in the graph of now. */
  readonly operationOf: (kind: string) => ContextOperation | undefined;
  readonly writer: EventWriter;
  readonly attemptTimeoutMs: number;
  readonly logger: Logger;
}

/** Why an attempt was stopped from outside. */
export type StopReason = 'cancelled' | 'lost' | 'stopping';

/**
 * Runs an attempt to its outcome, and never throws. What aborts it is told by the signal's reason: where that is
 * `stopping`, another worker is to go on.
 */
export async function runAttempt(
  options: AttemptOptions,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const { execution } = claimed;
  const own = new AbortController();
  const whole = AbortSignal.any([signal, own.signal]);
  const { id, attempt, lastEvent } = execution;
  const log = options.writer.open({ execution: id, attempt, after: lastEvent }, (reason) => own.abort(reason));
  try {
    const outcome = await attemptIt(options, claimed, whole, log);
    if (signal.aborted) return stopped(signal);
    await log.drain();
    return outcome;
  } catch (error) {
    if (signal.aborted) return stopped(signal);
    if (own.signal.aborted && (own.signal.reason as ServiceError).code === 'CANCELLED') return { kind: 'lost' };
    return brokenBy(error, options.logger);
  } finally {
    log.close();
  }
}

function stopped({ reason }: AbortSignal): AttemptOutcome {
  return reason === 'stopping' ? { kind: 'released' } : { kind: 'lost' };
}

function brokenBy(error: unknown, logger: Logger): AttemptOutcome {
  const known = error instanceof ServiceError ? error : new ServiceError('INTERNAL', 'Internal error.');
  if (known !== error) logger.error({ code: 'INTERNAL', error }, 'An attempt has failed for a reason without a code.');
  return { kind: 'failed', ...toFailure(known), spent: { calls: 0, usage: {} } };
}

async function attemptIt(
  options: AttemptOptions,
  { execution }: Claimed,
  signal: AbortSignal,
  log: AttemptLog,
): Promise<AttemptOutcome> {
  const { store, sealer, runContext } = options;
  const { id, attempt, kind, principal, deadline } = execution;
  if (!execution.sealed.context) throw new ServiceError('NOT_FOUND', 'What was submitted is there no more.');
  const input = JSON.parse(sealer.open(execution.sealed.context, placeOf(id, 'context'))) as Input;
  let calls = 0;
  const teller = createCallTeller(log, () => (calls += 1));
  const callLog = await openCallLog({ store, sealer, execution: id, attempt, onCall: teller.onCall });
  let told: FormattedResult | null = null;
  const leftMs = deadline === null ? Infinity : deadline.getTime() - Date.now();
  const isDeadline = leftMs <= options.attemptTimeoutMs;
  const run = (operation: Runnable) =>
    runContext({
      ...operation,
      principal,
      requestId: `${id}-${attempt}`,
      timeoutMs: Math.max(1, Math.min(options.attemptTimeoutMs, leftMs)),
      signal,
      callLog,
      onEvent(result) {
        teller.onStream();
        told = tellEvent(log, result) ?? told;
      },
    });
  const outcome = await judge();
  const isLate = outcome.kind === 'failed' && outcome.failure.code === 'DEADLINE_EXCEEDED' && isDeadline;
  return isLate ? { kind: 'expired', spent: outcome.spent } : outcome;

  async function judge(): Promise<AttemptOutcome> {
    if (kind === 'operation') {
      const { document: query, operationName, variables } = input as unknown as Pipeline;
      const answer = await run({ query, operationName: operationName ?? undefined, variables: variables ?? {} });
      return judgePipeline(answer, calls, execution.failures + 1 >= execution.maxAttempts);
    }
    const operation = options.operationOf(kind);
    if (!operation)
      throw new ServiceError('UNSUPPORTED_CAPABILITY', `Nothing runs contexts of the kind ${kind} any more.`);
    const answer = await run({ query: operation.query, variables: variablesOf(operation, kind, input, id) });
    if (!operation.streams) return judgeAnswer(operation, answer, calls);
    if (answer.errors?.length) return judgeAnswer(operation, answer, calls);
    return judgeAnswer({ path: ['generation'] }, { ...told }, calls);
  }
}

/** Tells of each call as events: one that failed is told of only when another one goes on in its place. */
function createCallTeller(log: AttemptLog, count: () => number) {
  const left = new Map<string, string>();
  const goOn = (capability: string) => {
    const code = left.get(capability);
    if (left.delete(capability) && code) log.write({ type: 'FellBack', capability, code, model: null });
  };
  return {
    onCall({ outcome, capability, items, durationMs }: CallRecord, reused: number): void {
      if (outcome !== 'OK') return void left.set(capability, outcome);
      goOn(capability);
      log.write({ type: 'CallSucceeded', capability, items, durationMs: Math.round(durationMs) });
      log.write({ type: 'Progress', calls: count() + reused, reused });
    },
    /** A stream has begun to tell: those that failed before have told nothing. */
    onStream: () => [...left.keys()].forEach(goOn),
  };
}

type Input = Readonly<Record<string, unknown>>;

interface Runnable {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables: Input;
}

interface Pipeline {
  readonly document: string;
  readonly operationName?: string | null;
  readonly variables?: Input | null;
}

/** A kind whose field takes one `input` is submitted as that input; the key attaches the next attempt to this one. */
function variablesOf({ query }: ContextOperation, kind: string, input: Input, id: string): Input {
  const variables = query.includes('($input: ') ? { input } : input;
  return query.includes('$idempotencyKey') ? { ...variables, idempotencyKey: `${kind}-${id}` } : variables;
}

/** Writes what a stream tells as events. @returns the last event as an answer, where it is that one */
function tellEvent(log: AttemptLog, { data, errors }: FormattedResult): FormattedResult | null {
  const [event] = Object.values(data ?? {}) as (StreamEvent | null)[];
  if (errors?.length) return { data: null, errors };
  switch (event?.__typename) {
    case 'GenerationDelta':
      if (event.text) log.write({ type: 'TextDelta', text: event.text });
      return null;
    case 'GenerationRestarted':
      log.write({ type: 'FellBack', capability: 'generation', code: null, model: event.model ?? null });
      return null;
    case 'GenerationFinished':
      return { data: { generation: event.generation } };
    case 'GenerationStarted':
    case undefined:
    default:
      return null;
  }
}

interface StreamEvent {
  readonly __typename?: string;
  readonly text?: string;
  readonly model?: string;
  readonly generation?: unknown;
}
