import { ServiceError } from '@sluice/schema';
import { childTrace, formatTraceparent } from '@sluice/telemetry';

import type { RequestContext } from '../request-context.js';
import type { SubscriptionSource, Upstream, UpstreamEvent } from '../supergraph/subscription/subscription-source.js';
import { askFirst } from './calls/ask-first.js';
import { mediaForCalls, refuseForeignMedia } from './calls/call-media.js';
import { createFetchCompiler } from './calls/compile-fetch.js';
import { withOwnIdempotencyKeys } from './calls/own-idempotency-keys.js';
import { putTogether, shareOut } from './calls/outcomes.js';
import { takeApart } from './calls/take-apart.js';
import type { CapabilityDataSourceOptions } from './capability-data-source.js';
import { openAfter } from './open-after.js';
import { readResponse } from './read-response.js';
import type { Target } from './target.js';
import type { ServiceStream, ServiceStreams } from './service-stream.js';

export interface CapabilityStreamOptions extends Omit<CapabilityDataSourceOptions, 'client'> {
  readonly streams: ServiceStreams;
}

/** How long a service may write media for one subscription, in milliseconds. */
const MEDIA_WRITE_MS = 600_000;

/** The source of a capability's subscriptions: a service that offers it. What it tells is checked like any answer. */
export function createCapabilityStream(options: CapabilityStreamOptions): SubscriptionSource {
  const { capability, contracts, schema, router, mayUse, streams, media, assertions, beforeCall } = options;
  const compile = createFetchCompiler(contracts, schema);
  return {
    open(request, context) {
      const target = router.target(capability, (service) => mayUse(context.principal, service));
      const fetch = compile(request.query);
      const apart = takeApart(fetch, request.variables);
      const around = { access: media, principal: context.principal, target, timeoutMs: MEDIA_WRITE_MS };
      const { requestId, trace } = context;
      const traceparent = formatTraceparent(childTrace(trace));
      const told = { requestId, traceparent, ...mediaForCalls(apart.calls, around) };
      const { isKeyed, ...owned } = withOwnIdempotencyKeys(fetch, request, context.principal);
      const asked = askFirst(beforeCall, { capability, service: target.service, places: apart.places }, context);
      const open = async () => {
        const { headers = {} } = (await asked) ?? {};
        const assertion = await assertions.forCall(target.service, context.principal);
        return streams.open(target, owned, { ...told, assertion, headers });
      };
      const stream = openAfter(open());
      const onEnd = noteEnd(options, target, context, asked);
      const read = (result: unknown): UpstreamEvent => {
        const outcomes = refuseForeignMedia(shareOut('root', apart.places, readResponse(result, null)), around);
        const { data, errors } = putTogether('root', apart, outcomes);
        return { data: { ...data }, errors };
      };
      return { isResumable: isKeyed, ...observe(stream, onEnd, read) };
    },
  };
}

/** Notes the end of a stream as that of any call, once. */
function noteEnd(
  { capability, onCall }: CapabilityStreamOptions,
  { service }: Target,
  { calls }: RequestContext,
  asked: ReturnType<typeof askFirst>,
): (outcome: string) => void {
  const startedAt = performance.now();
  let isOver = false;
  return (outcome) => {
    if (isOver) return;
    isOver = true;
    const record = { capability, service, outcome, durationMs: performance.now() - startedAt, items: 1 };
    calls.push(record);
    onCall(record);
    asked?.then(
      ({ onOutcome }) => onOutcome(outcome),
      // Who refused it knows how it ended.
      () => {},
    );
  };
}

function observe(
  stream: ServiceStream,
  onEnd: (outcome: string) => void,
  read: (result: unknown) => UpstreamEvent,
): Omit<Upstream, 'isResumable'> {
  return {
    async next() {
      try {
        const result = await stream.next();
        if (result !== null) return read(result);
        onEnd('OK');
        return null;
      } catch (error) {
        onEnd(error instanceof ServiceError ? error.code : 'INTERNAL');
        stream.close();
        throw error;
      }
    },
    close() {
      onEnd('CANCELLED');
      stream.close();
    },
  };
}
