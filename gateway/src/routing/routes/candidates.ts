import { ServiceError } from '@sluice/schema';

import type { Instance, Offer } from '../instance.js';
import type { CallTimeouts, ServiceFacts } from '../service-facts.js';
import type { CallNeed } from './call-need.js';
import type { Route, RouteTarget } from './route.js';

/** An instance that could answer a call, as far as is known without looking at its health. */
export interface Candidate {
  readonly instance: Instance;
  readonly offer: Offer;
  readonly facts: ServiceFacts;
  /** The smaller number is asked first. */
  readonly priority: number;
  readonly weight: number;
  /** The model that answers there; null where the service has not told one. */
  readonly model: string | null;
  /** The model as the call must name it there; null to leave what the caller named. */
  readonly named: string | null;
  readonly timeouts: CallTimeouts;
}

export interface CandidateOptions {
  readonly instances: readonly Instance[];
  readonly factsOf: (service: string) => ServiceFacts;
  readonly route: Route | null;
  /** Whether the caller's calls may go to a service. */
  readonly mayUse: (service: string) => boolean;
}

/**
 * The instances that could answer, in the order of the route, or of priorities where there is none.
 *
 * @throws ServiceError that tells why there is none: `UNSUPPORTED_CAPABILITY`, `FORBIDDEN`, `MODEL_NOT_FOUND`; or
 * `SERVICE_UNAVAILABLE` where an instance has not told yet what it offers
 */
export function findCandidates(need: CallNeed, options: CandidateOptions): readonly Candidate[] {
  const { instances, route, mayUse } = options;
  const { capability } = need;
  const offering = candidatesOf(need, options);
  if (offering.length === 0) throw nobodyOffers(capability, instances);
  const allowed = offering.filter(({ instance }) => mayUse(instance.service));
  if (allowed.length === 0) throw forbidden(capability);
  const knowing = allowed.filter((candidate) => knowsModel(candidate, need, route));
  if (knowing.length === 0) throw modelNotFound(need);
  const capable = knowing.filter((candidate) => isCapable(candidate, need));
  if (capable.length === 0) throw nobodyCan(need);
  return capable.sort((one, other) => one.priority - other.priority);
}

function candidatesOf(need: CallNeed, { instances, factsOf, route }: CandidateOptions): Candidate[] {
  return instances.flatMap((instance) => {
    const offer = instance.capabilities?.get(need.capability);
    if (!offer || !implementsField(offer, need)) return [];
    const facts = factsOf(instance.service);
    const priority = facts.priorityFor(need.capability);
    if (!route) {
      const model = need.model ?? offer.models[0] ?? null;
      return [{ instance, offer, facts, priority, weight: 1, model, named: null, timeouts: facts.timeouts }];
    }
    return route.targets.flatMap((target, index) =>
      target.service === instance.service
        ? [{ instance, offer, facts, priority: index, ...asTarget(target, { need, offer, facts }) }]
        : [],
    );
  });
}

/** A call that names an alias is sent with the model of the target, or else with the service's default. */
function asTarget(
  { model: given, weight, timeouts }: RouteTarget,
  { need, offer, facts }: { readonly need: CallNeed; readonly offer: Offer; readonly facts: ServiceFacts },
) {
  const [first = null] = offer.models;
  const isOwnName = need.model !== null && offer.models.includes(need.model);
  const model = given ?? (isOwnName ? need.model : first);
  const isLeft = model === need.model || (given === null && need.model === null);
  return { weight, model, named: isLeft ? null : model, timeouts: { ...facts.timeouts, ...timeouts } };
}

function implementsField({ supports }: Offer, { coordinate }: CallNeed): boolean {
  return supports === null || coordinate === null || supports.has(coordinate);
}

/** A route says itself which models it means; without one the service must offer what the caller named. */
function knowsModel({ offer, named }: Candidate, { model }: CallNeed, route: Route | null): boolean {
  const asked = route ? named : model;
  return asked === null || offer.models.length === 0 || offer.models.includes(asked);
}

/** What a service does not tell of a model, it is asked for: it refuses what it cannot. */
function isCapable({ offer, model }: Candidate, { images, features }: CallNeed): boolean {
  const details = model === null ? undefined : offer.details.get(model);
  if (images && details?.inputs && !details.inputs.includes('image')) return false;
  return features.every((feature) => details?.features?.includes(feature) ?? true);
}

/** How long a caller should wait before it asks again for a service that is being started, in milliseconds. */
const START_HINT_MS = 2_000;

function nobodyOffers(capability: string, instances: readonly Instance[]): ServiceError {
  return instances.some(({ capabilities }) => capabilities === null)
    ? new ServiceError('SERVICE_UNAVAILABLE', `No healthy service offers ${capability} at the moment.`, {
        retryAfterMs: START_HINT_MS,
      })
    : new ServiceError('UNSUPPORTED_CAPABILITY', `No service of this gateway offers ${capability}.`);
}

function forbidden(capability: string): ServiceError {
  const details = { rule: 'access.services' };
  return new ServiceError('FORBIDDEN', `You may use no service that offers ${capability}.`, details);
}

function modelNotFound({ capability, model }: CallNeed): ServiceError {
  const message = `No service offers the model ${JSON.stringify(model)} for ${capability}.`;
  return new ServiceError('MODEL_NOT_FOUND', message, { inputPath: ['model'] });
}

function nobodyCan({ capability, images, features }: CallNeed): ServiceError {
  const wanted = [...(images ? ['pictures'] : []), ...features].join(', ');
  const message = `No model that offers ${capability} here and fits the call can do all that it asks for: ${wanted}.`;
  return new ServiceError('UNSUPPORTED_CAPABILITY', message);
}
