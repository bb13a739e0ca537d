import { ServiceError } from '@sluice/schema';

import type { Instance, Offer } from '../instance.js';
import type { CallTimeouts, ServiceFacts } from '../service-facts.js';
import type { CallNeed } from './call-need.js';
import type { Route, RouteTarget } from './route.js';

/** An instance that could answer a call, as far as is known without looking at its health. */
export interface Candidate {
  /** Its own name among the candidates of a call. */
  readonly key: string;
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
  /** Whether the route asks this model alone of the service. */
  readonly isFixed: boolean;
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
  const { instances, mayUse } = options;
  const { capability } = need;
  const offering = candidatesOf(need, options);
  if (offering.length === 0) throw nobodyOffers(capability, instances);
  const allowed = offering.filter(({ instance }) => mayUse(instance.service));
  if (allowed.length === 0) throw forbidden(capability);
  const knowing = allowed.filter(knowsModel);
  if (knowing.length === 0)
    throw need.model !== null && isAnyUntold(options) ? notTold(capability) : modelNotFound(need);
  const capable = knowing.filter((candidate) => isCapable(candidate, need));
  if (capable.length === 0) throw nobodyCan(need);
  const ordered = capable.sort((one, other) => one.priority - other.priority);
  if (isMeantForUntold(need, options, ordered[0]?.priority ?? 0)) throw notTold(capability);
  return ordered;
}

function isAnyUntold({ instances, mayUse }: CandidateOptions): boolean {
  return instances.some(({ capabilities, service }) => capabilities === null && mayUse(service));
}

/**
 * Whether a call that must keep to one model, and leaves the choice to us, is meant for a service that has not told yet
 * what it offers: what comes next has another model, whose vectors must not get among those of the first.
 */
function isMeantForUntold(
  need: CallNeed,
  { instances, factsOf, route, mayUse }: CandidateOptions,
  priority: number,
): boolean {
  const isBound = need.contract.interchangeable === 'SAME_MODEL' && !route?.otherModels;
  if (!isBound || need.model !== null) return false;
  return instances.some(({ capabilities, service }) => {
    if (capabilities !== null || !mayUse(service)) return false;
    if (!route) return factsOf(service).priorityFor(need.capability) < priority;
    const place = route.targets.findIndex((target) => target.service === service);
    return place >= 0 && place < priority;
  });
}

function candidatesOf(need: CallNeed, { instances, factsOf, route }: CandidateOptions): Candidate[] {
  return instances.flatMap((instance) => {
    const offer = instance.capabilities?.get(need.capability);
    if (!offer || !implementsField(offer, need)) return [];
    const facts = factsOf(instance.service);
    const priority = facts.priorityFor(need.capability);
    if (!route) {
      const model = need.model ?? offer.models[0] ?? null;
      const { timeouts } = facts;
      const own = { key: instance.id, weight: 1, model, named: null, isFixed: false, timeouts };
      return [{ instance, offer, facts, priority, ...own }];
    }
    const around = { need, offer, facts, isAlias: route.model !== null };
    return route.targets.flatMap((target, index) =>
      target.service === instance.service
        ? [{ key: `${index} ${instance.id}`, instance, offer, facts, priority: index, ...asTarget(target, around) }]
        : [],
    );
  });
}

interface TargetSurroundings {
  readonly need: CallNeed;
  readonly offer: Offer;
  readonly facts: ServiceFacts;
  /** Whether the route is for a name of its own. */
  readonly isAlias: boolean;
}

/**
 * A call that names an alias is sent with the model of the target, or else with the service's default. Where the route is
 * for every name, what the caller named is meant as it stands, unless the target says otherwise.
 */
function asTarget(
  { model: given, weight, timeouts }: RouteTarget,
  { need, offer, facts, isAlias }: TargetSurroundings,
) {
  const [first = null] = offer.models;
  const isMeant = need.model !== null && (!isAlias || offer.models.includes(need.model));
  const model = given ?? (isMeant ? need.model : first);
  const isLeft = model === need.model || (given === null && need.model === null);
  const named = isLeft ? null : model;
  return { weight, model, named, isFixed: given !== null, timeouts: { ...facts.timeouts, ...timeouts } };
}

function implementsField({ supports }: Offer, { coordinate }: CallNeed): boolean {
  return supports === null || coordinate === null || supports.has(coordinate);
}

/** A service that tells no models may know any. */
function knowsModel({ offer, model }: Candidate): boolean {
  return model === null || offer.models.length === 0 || offer.models.includes(model);
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
    ? notTold(capability)
    : new ServiceError('UNSUPPORTED_CAPABILITY', `No service of this gateway offers ${capability}.`);
}

function notTold(capability: string): ServiceError {
  const message = `No healthy service offers ${capability} at the moment.`;
  return new ServiceError('SERVICE_UNAVAILABLE', message, { retryAfterMs: START_HINT_MS, phase: 'BEFORE_DISPATCH' });
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
