import { LRUCache } from 'lru-cache';

import { holdsPermission } from '../identity/principal.js';
import type { RequestContext } from '../request-context.js';
import type {
  SourceRequest,
  SubscriptionSource,
  UpstreamEvent,
} from '../supergraph/subscription/subscription-source.js';
import { startJourney } from './attempts/journey.js';
import type { CallOutcome } from './calls/call.js';
import { createFetchCompiler } from './calls/compile-fetch.js';
import { typeOfField } from './calls/media-places.js';
import { putTogether } from './calls/outcomes.js';
import { withOwnIdempotencyKeys } from './calls/own-idempotency-keys.js';
import { takeApart } from './calls/take-apart.js';
import type { CapabilityDataSourceOptions } from './capability-data-source.js';
import { needOf } from './routes/call-need.js';
import type { ServiceStreams } from './service-stream.js';
import { beginStream, type StreamedCall } from './streams/begin-stream.js';
import { withEventType } from './streams/event-type.js';
import { restartedEvent, restartedTypeOf } from './streams/restarted-event.js';
import { createStreamJourney } from './streams/stream-journey.js';
import type { Target } from './target.js';

export interface CapabilityStreamOptions extends Omit<CapabilityDataSourceOptions, 'client'> {
  readonly streams: ServiceStreams;
}

/** Where calls of a key went, so that a client who comes back attaches to what it began. */
const MAX_KEYS = 10_000;
const KEY_TTL_MS = 120_000;

/** The source of a capability's subscriptions: the services that offer it. */
export function createCapabilityStream(options: CapabilityStreamOptions): SubscriptionSource {
  const { capability, contracts, schema, router } = options;
  const compile = createFetchCompiler(contracts, schema);
  const beganAt = new LRUCache<string, string>({ max: MAX_KEYS, ttl: KEY_TTL_MS });
  return {
    open(request, context) {
      const { streamed, isKeyed, key } = prepare(request, context, { compile, schema });
      const need = needOf(capability, streamed.call, streamed.variables);
      const itinerary = router.itinerary(need, context);
      const journey = startJourney(streamed.call, itinerary);
      if (!itinerary.next(journey.progress)) throw itinerary.unavailable();
      const begin = (target: Target, attempt: number) => {
        if (isKeyed) beganAt.set(key, target.key);
        const model = itinerary.modelAt(target);
        const isFallback = journey.progress.left.size > 0;
        const onRecord = journey.attempts.push.bind(journey.attempts);
        return beginStream(target, streamed, { place: { model, attempt, isFallback, onRecord }, options });
      };
      const stream = createStreamJourney({
        journey,
        budget: options.budget,
        random: options.random,
        mayDiagnose: holdsPermission(context.principal, 'diagnostics:read'),
        preferred: () => (isKeyed ? itinerary.at(beganAt.get(key) ?? '') : null),
        begin,
        restarted: (target) => toRestarted(itinerary.modelAt(target), streamed),
        failed: (outcome) => toEvent(streamed, outcome),
      });
      return { isResumable: isKeyed, next: stream.next, close: stream.close };
    },
  };
}

interface Compiling {
  readonly compile: ReturnType<typeof createFetchCompiler>;
}

/** The subscription as services are asked for it. */
function prepare(
  { query, ...request }: SourceRequest,
  context: RequestContext,
  { compile, schema }: Pick<CapabilityStreamOptions, 'schema'> & Compiling,
): { readonly streamed: StreamedCall; readonly isKeyed: boolean; readonly key: string } {
  const typed = withEventType(query);
  const owned = withOwnIdempotencyKeys(compile(typed), { ...request, query: typed }, context.principal);
  const fetch = compile(owned.query);
  const apart = takeApart(fetch, owned.variables);
  const [call] = apart.calls;
  if (!call) throw new TypeError('A subscription has one call.');
  const key = JSON.stringify(Object.entries(owned.variables).filter(([name]) => !(name in request.variables)));
  const events = typeOfField(schema.getSubscriptionType() ?? undefined, call.node.field.name.value);
  const streamed = { call, fetch, apart, variables: owned.variables, context, events };
  return { streamed, isKeyed: owned.isKeyed, key };
}

function toRestarted(model: string | null, streamed: StreamedCall): UpstreamEvent | null {
  const type = restartedTypeOf(streamed.events);
  if (type === null || model === null) return null;
  const { call, fetch } = streamed;
  const value = restartedEvent(call.node.field, { type, model, fragments: fetch.fragments });
  return toEvent(streamed, { value, errors: [] });
}

function toEvent({ call, apart }: StreamedCall, outcome: CallOutcome): UpstreamEvent {
  const { data, errors } = putTogether('root', apart, new Map([[call, outcome]]));
  return { data: { ...data }, errors };
}
