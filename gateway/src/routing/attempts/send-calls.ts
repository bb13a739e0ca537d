import { type ModelUsage, ServiceError } from '@sluice/schema';
import { childTrace, formatTraceparent } from '@sluice/telemetry';

import type { Hooks } from '../../middleware/hooks.js';
import type { CallChanges } from '../../middleware/middleware.js';
import type { RequestContext } from '../../request-context.js';
import type { Assertions } from '../assertions/assertions.js';
import { askFirst } from '../calls/ask-first.js';
import type { Call, CallOutcome } from '../calls/call.js';
import { mediaForCalls, refuseForeignMedia } from '../calls/call-media.js';
import type { CompiledFetch } from '../calls/compile-fetch.js';
import { shareOut } from '../calls/outcomes.js';
import type { CallRequest } from '../calls/to-requests.js';
import type { HealthBook } from '../health/health-book.js';
import type { MediaAccess } from '../media-access.js';
import { readResponse } from '../read-response.js';
import type { ServiceClient } from '../service-client.js';
import type { Target } from '../target.js';
import { type AttemptRecord, noteAttempt } from './attempt-record.js';
import { billedFor } from './billed.js';
import { type Consumed, consumedAt, type PriceOf } from './consumed.js';
import { failedOutcome, type Failure, failureOf } from './failure.js';

export interface SendOptions {
  readonly capability: string;
  readonly client: ServiceClient;
  readonly media: MediaAccess;
  readonly assertions: Assertions;
  readonly health: HealthBook;
  readonly priceOf: PriceOf;
  /** Asked before a request goes out; null where nobody is to be asked. */
  readonly beforeCall: Hooks['onCall'];
  /** Told of every attempt that has ended. */
  readonly onAttempt: (record: AttemptRecord) => void;
}

/** One operation on its way to a target. */
export interface Dispatch extends CallRequest {
  readonly kind: CompiledFetch['kind'];
  readonly target: Target;
  /** The model that answers there, where it is known. */
  readonly model: string | null;
  /** Which time this target is asked for these calls. */
  readonly attempt: number;
  /** Whether another target has failed for these calls. */
  readonly isFallback: boolean;
  readonly isHedge: boolean;
  /** Ends this attempt alone; the caller's own signal ends it too. */
  readonly signal: AbortSignal;
  readonly context: RequestContext;
}

/** What came of an attempt. */
export interface Sent {
  readonly outcomes: ReadonlyMap<Call, CallOutcome>;
  readonly record: AttemptRecord;
}

/** Sends one operation to its target, and never throws: what fails is the outcome of its calls. */
export async function sendCalls(dispatch: Dispatch, options: SendOptions): Promise<Sent> {
  const startedAt = performance.now();
  const calls = dispatch.places.flat();
  const begun = options.health.of(dispatch.target.instance).begin(dispatch.target.limitScope);
  const [outcomes, changes, usage] = await answered(dispatch, options);
  const failures = calls.flatMap((call) => failureOf(outcomes.get(call) ?? NOTHING) ?? []);
  // One item that failed by itself says nothing of the service.
  const whole = failures.length === calls.length ? failures[0] : undefined;
  begun.end({ code: whole?.code ?? 'OK', ...retryAfter(whole) });
  const ms = performance.now() - startedAt;
  const { capability, priceOf } = options;
  const consumed = consumedAt(dispatch.target, { capability, priceOf, usage });
  const record = recordOf(dispatch, capability, { ms, failures, first: firstCode(outcomes), consumed });
  noteAttempt(dispatch.context.attempts, record);
  options.onAttempt(record);
  const { service } = dispatch.target;
  const items = dispatch.places.length;
  const { code: outcome, model, billed } = record;
  const ended = { outcome, ...(record.phase && { phase: record.phase }), durationMs: ms };
  const told = { capability, service, model, ...ended, items, attempted: { billed, ...consumed } };
  dispatch.context.calls.push(told);
  changes?.onOutcome(record.code);
  return { outcomes, record };
}

const NOTHING: CallOutcome = { value: null, errors: [] };

type Answered = readonly [
  outcomes: ReadonlyMap<Call, CallOutcome>,
  changes: Required<CallChanges> | null,
  usage: readonly ModelUsage[],
];

async function answered(dispatch: Dispatch, options: SendOptions): Promise<Answered> {
  const { request, places, kind, target, context, signal } = dispatch;
  const { capability, client, media, assertions, beforeCall } = options;
  const { principal, requestId, trace } = context;
  let changes: Required<CallChanges> | null = null;
  try {
    if (signal.aborted) throw unsent(signal.reason);
    changes = await askFirst(beforeCall, { capability, service: target.service, places }, context);
    const assertion = await assertions.forCall(target.service, principal);
    const timeoutMs = context.deadlineAt - performance.now();
    const around = { access: media, principal, target, timeoutMs };
    const told = { requestId, traceparent: formatTraceparent(childTrace(trace)), assertion };
    const answer = await client.send(target, request, {
      ...told,
      signal,
      timeoutMs,
      headers: changes?.headers ?? {},
      ...mediaForCalls(places.flat(), around),
    });
    const bound = target.timeouts.totalMs < timeoutMs ? 'TARGET' : 'CALLER';
    const response = readResponse(answer, kind === 'entities' ? places.length : null, bound);
    return [refuseForeignMedia(shareOut(kind, places, response), around), changes, response.usage];
  } catch (error) {
    const failure = failedOutcome(asServiceError(error, context));
    return [new Map(places.flat().map((call) => [call, failure])), changes, []];
  }
}

/** Who has left before it was sent need not ask whether it was done. */
function unsent(reason: unknown): unknown {
  if (!(reason instanceof ServiceError)) return reason;
  return new ServiceError(
    reason.code,
    reason.message,
    { ...reason.details, phase: 'BEFORE_DISPATCH' },
    { cause: reason },
  );
}

/** An error without a code is a mistake of ours, and is logged as one. */
export function asServiceError(error: unknown, { logger }: Pick<RequestContext, 'logger'>): ServiceError {
  if (error instanceof ServiceError) return error;
  logger.error({ code: 'INTERNAL', error }, 'A call failed for a reason that has no code.');
  return new ServiceError('INTERNAL', 'Internal error.', {}, { cause: error });
}

interface Ended {
  readonly ms: number;
  readonly failures: readonly Failure[];
  /** The code of the first error, be it below something that came. */
  readonly first: AttemptRecord['code'];
  readonly consumed: Consumed;
}

function recordOf(dispatch: Dispatch, capability: string, { ms, failures, first, consumed }: Ended): AttemptRecord {
  const { target, model, attempt, isFallback, isHedge, places } = dispatch;
  const calls = places.flat();
  const [failure] = failures;
  const coordinates = calls.flatMap(({ node }) => node.contract?.coordinate ?? []);
  return {
    capability,
    fields: [...new Set(coordinates)],
    service: target.service,
    instance: target.instance,
    model,
    code: failure?.code ?? first,
    ...(failure?.details.phase && { phase: failure.details.phase }),
    ms: Math.round(ms * 10) / 10,
    calls: calls.length,
    failed: failures.length,
    attempt,
    ...(isFallback && { fallback: true }),
    ...(isHedge && { hedge: true }),
    tokens: consumed.tokens,
    cost: consumed.cost,
    billed: failure && failures.length === calls.length ? billedFor(failure) : 'YES',
  };
}

function firstCode(outcomes: ReadonlyMap<Call, CallOutcome>): AttemptRecord['code'] {
  const [first] = [...outcomes.values()].flatMap(({ errors }) => errors);
  const code = first?.extensions?.['code'];
  return typeof code === 'string' ? (code as AttemptRecord['code']) : 'OK';
}

function retryAfter(failure: Failure | undefined) {
  const retryAfterMs = failure?.details.retryAfterMs;
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}
