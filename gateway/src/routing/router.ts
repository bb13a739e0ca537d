import { ServiceError } from '@sluice/schema';

import type { Principal } from '../identity/principal.js';
import { orderTargets } from './balance/order-targets.js';
import type { HealthBook } from './health/health-book.js';
import type { Registry } from './registry.js';
import type { CallNeed } from './routes/call-need.js';
import { type Candidate, findCandidates } from './routes/candidates.js';
import type { Progress } from './routes/progress.js';
import type { Route } from './routes/route.js';
import { DEFAULT_RULES, type RouteRules } from './routes/route-rules.js';
import type { ServiceFacts } from './service-facts.js';
import type { Target } from './target.js';

/** Who calls, as far as routes look at it. */
export interface RouteCaller {
  readonly principal: Principal;
  readonly labels: ReadonlySet<string>;
}

export interface RouterOptions {
  readonly registry: Registry;
  readonly health: HealthBook;
  readonly factsOf: (service: string) => ServiceFacts;
  /** The route that is configured for a call; null where none is. */
  readonly routeOf: (need: CallNeed, caller: RouteCaller) => Route | null;
  /** How often one target may be asked again, where no route says so. */
  readonly retries: number;
  /** Whether calls of a caller may go to a service. */
  readonly mayUse: (principal: Principal, service: string) => boolean;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** The ways that one kind of call can take. */
export interface Itinerary {
  readonly need: CallNeed;
  readonly rules: RouteRules;
  /** The model of the target that comes first, were all of them well; null where it is not known. */
  readonly intended: string | null;
  /** Where calls begin. */
  readonly start: Progress;
  /** The best target of those that a call has not left behind and that may be asked now; null where there is none. */
  next(progress: Progress): Target | null;
  /** The target of a key, where it may be asked now. */
  at(key: string): Target | null;
  /** The progress of a call that leaves a target behind. */
  leave(progress: Progress, target: Target, windowExceeded?: { readonly maxTokens: number }): Progress;
  /** The model that answers at a target; null where it is not known. */
  modelAt(target: Target): string | null;
  /** Why `next` finds nothing at the start. */
  unavailable(): ServiceError;
}

/** Decides which instances answer a call, and in what order. */
export interface Router {
  /** @throws ServiceError where no instance could answer, however healthy they were */
  itinerary(need: CallNeed, caller: RouteCaller): Itinerary;
}

/** What a caller should wait where nothing is known of when a service comes back, in milliseconds. */
const UNKNOWN_WAIT_MS = 2_000;

export function createRouter(options: RouterOptions): Router {
  const { registry, health, factsOf, routeOf, mayUse } = options;
  return {
    itinerary(need, caller) {
      const route = routeOf(need, caller);
      const allowed = (service: string) => mayUse(caller.principal, service);
      const found = findCandidates(need, { instances: registry.instances(), factsOf, route, mayUse: allowed });
      const { tenant } = caller.principal;
      return createItinerary(need, { found, route, tenant, retries: options.retries, health, random: options.random });
    },
  };
}

interface Found {
  readonly found: readonly Candidate[];
  readonly route: Route | null;
  readonly tenant: string;
  readonly retries: number;
  readonly health: HealthBook;
  readonly random: () => number;
}

function createItinerary(need: CallNeed, { found, route, tenant, retries, health, random }: Found): Itinerary {
  const rules = route ?? { ...DEFAULT_RULES, retries };
  const isBound = need.contract.interchangeable === 'SAME_MODEL' && !rules.otherModels;
  const start: Progress = { left: new Set(), model: isBound ? (found[0]?.model ?? null) : null, windowAbove: 0 };
  const byKey = new Map(found.map((candidate) => [candidate.key, candidate]));
  const candidateAt = (target: Target) => byKey.get(target.key);
  const scopeOf = (candidate: Candidate, progress: Progress) =>
    JSON.stringify([need.capability, modelAsked(candidate, progress), tenant]);
  const toTarget = (candidate: Candidate, progress: Progress) =>
    targetOf(candidate, progress, scopeOf(candidate, progress));
  return {
    need,
    rules,
    intended: found[0]?.model ?? null,
    start,
    next(progress) {
      const open = found.filter((candidate) => isOpen(candidate, progress));
      const measured = open.map((candidate) => ({
        ...measure(candidate, health, scopeOf(candidate, progress)),
        candidate,
      }));
      const [best] = orderTargets(measured, route?.strategy ?? 'PRIORITY', random);
      return best ? toTarget(best.candidate, progress) : null;
    },
    at(key) {
      const candidate = byKey.get(key);
      const isOpenNow =
        candidate && isOpen(candidate, start) && health.of(candidate.instance.id).mayBeAsked(scopeOf(candidate, start));
      return candidate && isOpenNow !== false && isOpenNow !== 'NO' ? toTarget(candidate, start) : null;
    },
    leave(progress, target, windowExceeded) {
      const window = windowExceeded ? Math.max(windowExceeded.maxTokens, windowOf(candidateAt(target)) ?? 0) : 0;
      return {
        ...progress,
        left: new Set([...progress.left, target.key]),
        windowAbove: Math.max(progress.windowAbove, window),
      };
    },
    modelAt: (target) => candidateAt(target)?.model ?? null,
    unavailable() {
      const waits = found
        .filter(isReady)
        .map((candidate) => health.of(candidate.instance.id).waitMs(scopeOf(candidate, start)));
      const known = waits.filter((wait) => wait > 0);
      const retryAfterMs = known.length > 0 ? Math.ceil(Math.min(...known)) : UNKNOWN_WAIT_MS;
      const message = `No healthy service offers ${need.capability} at the moment.`;
      return new ServiceError('SERVICE_UNAVAILABLE', message, { retryAfterMs, phase: 'BEFORE_DISPATCH' });
    },
  };
}

function isReady({ instance: { state, url } }: Candidate): boolean {
  return state === 'READY' && url !== null;
}

function isOpen(candidate: Candidate, { left, model, windowAbove }: Progress): boolean {
  if (!isReady(candidate) || left.has(candidate.key)) return false;
  if (model !== null && !canAnswerWith(candidate, model)) return false;
  return windowAbove === 0 || (windowOf(candidate) ?? 0) > windowAbove;
}

/** A service that has the model among others can be told to use it, unless the route asks another one of it. */
function canAnswerWith({ model, offer, isFixed }: Candidate, wanted: string): boolean {
  return model === wanted || (!isFixed && offer.models.includes(wanted));
}

function windowOf(candidate: Candidate | undefined): number | undefined {
  return candidate?.model ? candidate.offer.details.get(candidate.model)?.contextTokens : undefined;
}

function measure({ instance, offer, model, priority, weight }: Candidate, health: HealthBook, scope: string) {
  const known = health.of(instance.id);
  const price = model === null ? undefined : offer.details.get(model)?.price;
  const cost = price ? (price.inputPerMillionTokens ?? 0) + (price.outputPerMillionTokens ?? 0) : null;
  const [inFlight, ewmaMs] = [known.inFlight(), known.expectedMs()];
  return { instanceId: instance.id, priority, weight, inFlight, ewmaMs, cost, mayBeAsked: known.mayBeAsked(scope) };
}

/** The model as the call names it at a candidate, when calls are bound to one model. */
function namedAt({ named, model }: Candidate, { model: bound }: Progress): string | null {
  return bound !== null && model !== bound ? bound : named;
}

/** The model that answers; null where the service has not told one. */
function modelAsked(candidate: Candidate, progress: Progress): string | null {
  return namedAt(candidate, progress) ?? candidate.model;
}

function targetOf(candidate: Candidate, progress: Progress, limitScope: string): Target {
  const { key, instance, facts, timeouts } = candidate;
  const { id, service, url } = instance;
  if (url === null) throw new TypeError('Only an instance with an address is a target.');
  return {
    key,
    instance: id,
    service,
    url,
    token: facts.token,
    timeouts,
    model: namedAt(candidate, progress),
    limitScope,
  };
}
