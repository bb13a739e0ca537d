import { type ModelUsage, sumByModel } from '@sluice/schema';
import { childTrace, formatTraceparent } from '@sluice/telemetry';
import type { GraphQLNamedType } from 'graphql';

import type { Hooks } from '../../middleware/hooks.js';
import type { RequestContext } from '../../request-context.js';
import type { AttemptRecord } from '../attempts/attempt-record.js';
import { noteAttempt } from '../attempts/attempt-record.js';
import type { Assertions } from '../assertions/assertions.js';
import { billedFor } from '../attempts/billed.js';
import { type Consumed, consumedAt, type PriceOf } from '../attempts/consumed.js';
import { type Failure, failureOf } from '../attempts/failure.js';
import { asServiceError } from '../attempts/send-calls.js';
import { askFirst } from '../calls/ask-first.js';
import type { Call } from '../calls/call.js';
import { type CallMediaOptions, mediaForCalls, refuseForeignMedia } from '../calls/call-media.js';
import type { CompiledFetch } from '../calls/compile-fetch.js';
import { putTogether, shareOut } from '../calls/outcomes.js';
import type { Apart } from '../calls/take-apart.js';
import { toRequests } from '../calls/to-requests.js';
import type { HealthBook } from '../health/health-book.js';
import type { MediaAccess } from '../media-access.js';
import { openAfter } from '../open-after.js';
import { readResponse } from '../read-response.js';
import type { ServiceStreams } from '../service-stream.js';
import type { Target } from '../target.js';
import { isAnnouncement, isConcluded, isConclusion, takeEventType } from './event-type.js';
import { createStreamAttempt, type StreamAttempt, type StreamedEvent } from './stream-attempt.js';

export interface BeginStreamOptions {
  readonly capability: string;
  readonly streams: ServiceStreams;
  readonly media: MediaAccess;
  readonly assertions: Assertions;
  readonly health: HealthBook;
  readonly priceOf: PriceOf;
  readonly beforeCall: Hooks['onCall'];
  readonly onCall: (record: RequestContext['calls'][number]) => void;
  readonly onAttempt: (record: AttemptRecord) => void;
}

/** A subscription as it is asked of every target: its idempotency key is the caller's own already. */
export interface StreamedCall {
  readonly call: Call;
  readonly fetch: CompiledFetch;
  readonly apart: Apart;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  /** What its events are. */
  readonly events: GraphQLNamedType | undefined;
}

/** Where an attempt stands on its call's way. */
export interface AttemptPlace {
  readonly model: string | null;
  /** Which time the target is asked. */
  readonly attempt: number;
  /** Whether another target has failed. */
  readonly isFallback: boolean;
  readonly onRecord: (record: AttemptRecord) => void;
}

/** How long a service may write media for one subscription, in milliseconds. */
const MEDIA_WRITE_MS = 600_000;

/** Opens a stream at a target, once the middleware agrees. What it tells is checked like any answer. */
export function beginStream(
  target: Target,
  streamed: StreamedCall,
  { place, options }: { readonly place: AttemptPlace; readonly options: BeginStreamOptions },
): StreamAttempt {
  const { capability, streams, media, assertions, beforeCall } = options;
  const { fetch, apart, variables, context } = streamed;
  const { principal, requestId, trace } = context;
  const around = { access: media, principal, target, timeoutMs: MEDIA_WRITE_MS };
  const asked = askFirst(beforeCall, { capability, service: target.service, places: apart.places }, context);
  const traceparent = formatTraceparent(childTrace(trace));
  const open = async () => {
    const { headers = {} } = (await asked) ?? {};
    const assertion = await assertions.forCall(target.service, principal);
    const [part] = toRequests(fetch, apart.calls, variables, target.model);
    if (!part) throw new TypeError('A subscription has one call.');
    const told = { requestId, traceparent, assertion, headers, ...mediaForCalls(apart.calls, around) };
    return streams.open(target, part.request, told);
  };
  const startedAt = performance.now();
  const usage: ModelUsage[] = [];
  const toldOf = (failure: Failure | null) => {
    const ms = performance.now() - startedAt;
    const consumed = consumedAt(target, { capability, priceOf: options.priceOf, usage: sumByModel(usage) });
    return { ms, consumed, record: recordOf(failure, { ms, target, streamed, place, capability, consumed }) };
  };
  return createStreamAttempt({
    target,
    isConcluded: isConcluded(streamed.events),
    stream: openAfter(open()),
    begun: options.health.of(target.instance).begin(target.limitScope),
    read: (result) => readEvent(result, streamed, around, (used) => usage.push(...used)),
    toFailure: (error) => asServiceError(error, context),
    record: () => toldOf(null).record,
    onEnd(failure) {
      note(toldOf(failure), { streamed, place, options });
      asked?.then(
        ({ onOutcome }) => onOutcome(failure?.code ?? 'OK'),
        // Who refused it knows how it ended.
        () => {},
      );
    },
  });
}

function readEvent(
  result: unknown,
  { call, apart }: StreamedCall,
  around: Pick<CallMediaOptions, 'access' | 'principal'>,
  onUsage: (usage: readonly ModelUsage[]) => void,
): StreamedEvent | Failure {
  const response = readResponse(result, null);
  onUsage(response.usage);
  const outcomes = refuseForeignMedia(shareOut('root', apart.places, response), around);
  const outcome = outcomes.get(call);
  const failure = outcome && failureOf(outcome);
  if (failure) return failure;
  const type = takeEventType(outcome?.value);
  const { data, errors } = putTogether('root', apart, outcomes);
  const event = { data: { ...data }, errors };
  return { event, isAnnouncement: isAnnouncement(type), isConclusion: isConclusion(type) };
}

interface Standing {
  readonly ms: number;
  readonly target: Target;
  readonly streamed: StreamedCall;
  readonly place: AttemptPlace;
  readonly capability: string;
  readonly consumed: Consumed;
}

function recordOf(
  failure: Failure | null,
  { ms, target, streamed, place, capability, consumed }: Standing,
): AttemptRecord {
  const coordinate = streamed.call.node.contract?.coordinate;
  return {
    capability,
    fields: coordinate === undefined ? [] : [coordinate],
    service: target.service,
    instance: target.instance,
    model: place.model,
    code: failure?.code ?? 'OK',
    ...(failure?.details.phase && { phase: failure.details.phase }),
    ms: Math.round(ms * 10) / 10,
    calls: 1,
    failed: failure ? 1 : 0,
    attempt: place.attempt,
    ...(place.isFallback && { fallback: true }),
    tokens: consumed.tokens,
    cost: consumed.cost,
    billed: failure ? billedFor(failure) : 'YES',
  };
}

interface Ended {
  readonly ms: number;
  readonly consumed: Consumed;
  readonly record: AttemptRecord;
}

function note(
  { ms, consumed, record }: Ended,
  {
    streamed: { context },
    place,
    options,
  }: {
    readonly streamed: StreamedCall;
    readonly place: AttemptPlace;
    readonly options: Pick<BeginStreamOptions, 'onCall' | 'onAttempt'>;
  },
): void {
  place.onRecord(record);
  noteAttempt(context.attempts, record);
  options.onAttempt(record);
  const { capability, service, model, code: outcome, billed } = record;
  const ended = { outcome, ...(record.phase && { phase: record.phase }), durationMs: ms };
  const told = { capability, service, model, ...ended, items: 1, attempted: { billed, ...consumed } };
  context.calls.push(told);
  options.onCall(told);
  context.callLog?.onCall(told);
}
