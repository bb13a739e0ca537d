import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';

import type { CallRecord } from '../request-context.js';
import { type AttemptCalls, noCalls, noteCall } from './attempt-calls.js';
import { openCallLog } from './call-log.js';
import type { Claimed } from './claim.js';
import type { ContextOperation } from './context-operations.js';
import type { AttemptLog, EventWriter } from './event-writer.js';
import type { AttemptOutcome, FinishOptions } from './finish-attempt.js';
import { failed, judgeAnswer, judgePipeline } from './judge-answer.js';
import { nextAttempt, type RetryOptions } from './next-attempt.js';
import type { FormattedResult, RunContext } from './run-context.js';
import { placeOf } from './stored-execution.js';

export interface AttemptOptions extends RetryOptions, Pick<FinishOptions, 'store' | 'sealer' | 'graceMs'> {
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
  const calls = noCalls();
  try {
    const outcome = await attemptIt(options, claimed, whole, { log, calls });
    if (signal.aborted) return stopped(signal, calls);
    await log.drain();
    return outcome;
  } catch (error) {
    if (signal.aborted) return stopped(signal, calls);
    if (own.signal.aborted && (own.signal.reason as ServiceError).code === 'CANCELLED') {
      return { kind: 'lost', spent: calls.spent };
    }
    return brokenBy(error, calls, options.logger);
  } finally {
    log.close();
  }
}

function stopped({ reason }: AbortSignal, { spent }: AttemptCalls): AttemptOutcome {
  return reason === 'stopping' ? { kind: 'released', spent } : { kind: 'lost', spent };
}

function brokenBy(error: unknown, calls: AttemptCalls, logger: Logger): AttemptOutcome {
  const known = error instanceof ServiceError ? error : new ServiceError('INTERNAL', 'Internal error.');
  if (known !== error) logger.error({ code: 'INTERNAL', error }, 'An attempt has failed for a reason without a code.');
  return failed(known, calls);
}

async function attemptIt(
  options: AttemptOptions,
  { execution }: Claimed,
  signal: AbortSignal,
  { log, calls }: { readonly log: AttemptLog; readonly calls: AttemptCalls },
): Promise<AttemptOutcome> {
  const { store, sealer, runContext, graceMs } = options;
  const { id, attempt, kind, principal, deadline } = execution;
  if (!execution.sealed.context) throw new ServiceError('NOT_FOUND', 'What was submitted is there no more.');
  const input = JSON.parse(sealer.open(execution.sealed.context, placeOf(id, 'context'))) as Input;
  const teller = createCallTeller(log, calls);
  const kept = { store, sealer, execution: id, attempt, graceMs, signal };
  const callLog = await openCallLog({ ...kept, onCall: teller.onCall });
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
      const outcome = judgePipeline(answer, calls, false);
      const isOver = outcome.kind === 'failed' && !nextAttempt(execution, outcome, options);
      return isOver ? judgePipeline(answer, calls, true) : outcome;
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
function createCallTeller(log: AttemptLog, calls: AttemptCalls) {
  let done = 0;
  const left = new Map<string, string>();
  const goOn = (capability: string) => {
    const code = left.get(capability);
    if (left.delete(capability) && code) log.write({ type: 'FellBack', capability, code, model: null });
  };
  return {
    onCall(record: CallRecord, reused: number): void {
      const { outcome, capability, items, durationMs } = record;
      noteCall(calls, record);
      if (outcome !== 'OK') return void left.set(capability, outcome);
      goOn(capability);
      log.write({ type: 'CallSucceeded', capability, items, durationMs: Math.round(durationMs) });
      done += 1;
      log.write({ type: 'Progress', calls: done + reused, reused });
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
