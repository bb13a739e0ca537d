import { setTimeout as sleep } from 'node:timers/promises';

import { holdsPermission } from '../../identity/principal.js';
import type { RequestContext } from '../../request-context.js';
import type { Call, CallOutcome } from '../calls/call.js';
import type { CompiledFetch } from '../calls/compile-fetch.js';
import { toRequests } from '../calls/to-requests.js';
import type { RetryBudget } from '../health/retry-budget.js';
import type { Itinerary, Router } from '../router.js';
import { needKey, needOf } from '../routes/call-need.js';
import type { Target } from '../target.js';
import { type Decision, decide } from './decide.js';
import { failedOutcome, failureOf } from './failure.js';
import { hedge } from './hedge.js';
import { hedgeAfter } from './hedge-after.js';
import { type FailedCall, type Journey, lastWord, noteFailure, pick, progressAfter, startJourney } from './journey.js';
import { asServiceError, type SendOptions, sendCalls } from './send-calls.js';

export interface CallRunnerOptions extends SendOptions {
  readonly router: Router;
  readonly budget: RetryBudget;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Runs calls of one fetch, and never throws: what fails is the outcome of the calls that it hit. */
export type CallRunner = (
  fetch: CompiledFetch,
  calls: readonly Call[],
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
) => Promise<Map<Call, CallOutcome>>;

/** The calls of one fetch, under way. */
interface Trip {
  readonly fetch: CompiledFetch;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly options: CallRunnerOptions;
  readonly outcomes: Map<Call, CallOutcome>;
}

/** Calls that go to one target together. */
interface Group {
  readonly target: Target;
  readonly journeys: readonly Journey[];
  /** Which time the target is asked for them. */
  readonly attempt: number;
}

/**
 * Sends calls to their targets; those with the same target go out together. What fails is sent again, goes on to the
 * next target or comes to nothing, call by call, as `decide` says; what succeeded is not asked for again.
 */
export function createCallRunner(options: CallRunnerOptions): CallRunner {
  return async (fetch, calls, variables, context) => {
    const trip: Trip = { fetch, variables, context, options, outcomes: new Map() };
    const journeys = begin(calls, trip);
    // Mutations of one operation run one after the other, https://spec.graphql.org/October2021/#sec-Mutation.
    if (fetch.kind === 'root' && fetch.operation.operation === 'mutation') {
      for (const journey of journeys) await travel([journey], trip);
    } else await travel(journeys, trip);
    return trip.outcomes;
  };
}

function begin(calls: readonly Call[], { variables, context, options, outcomes }: Trip): Journey[] {
  const { capability, router } = options;
  const itineraries = new Map<string, Itinerary>();
  const unrouted: Call[] = [];
  const journeys = calls.flatMap((call) => {
    try {
      const need = needOf(capability, call, variables);
      const itinerary = itineraries.get(needKey(need)) ?? router.itinerary(need, context);
      itineraries.set(needKey(need), itinerary);
      return [startJourney(call, itinerary)];
    } catch (error) {
      outcomes.set(call, failedOutcome(asServiceError(error, context)));
      unrouted.push(call);
      return [];
    }
  });
  noteUnrouted(unrouted, { context, options, outcomes });
  return journeys;
}

/** Sends each call to the best target that it has not left behind; calls that have come equally far go together. */
async function travel(journeys: readonly Journey[], trip: Trip): Promise<void> {
  const picked = new Map<Itinerary, Map<string, Target | null>>();
  const groups = new Map<string, { readonly target: Target; readonly journeys: Journey[] }>();
  const stranded: Journey[] = [];
  for (const journey of journeys) {
    const target = pick(journey, picked);
    if (!target) {
      stranded.push(journey);
      continue;
    }
    // Those whose ways differ go apart: what a target is called on one way says nothing on another.
    const key = JSON.stringify([target.key, target.instance, target.model, target.timeouts]);
    const group = groups.get(key) ?? { target, journeys: [] };
    group.journeys.push(journey);
    groups.set(key, group);
  }
  strand(stranded, trip);
  await Promise.all([...groups.values()].map((group) => attempt({ ...group, attempt: 1 }, trip)));
}

async function attempt(group: Group, trip: Trip): Promise<void> {
  const { options, context } = trip;
  const { target, journeys } = group;
  if (group.attempt === 1) options.budget.onRequest(target.service);
  const outcomes = await sendGroup(group, trip);
  const failed: (FailedCall & { readonly journey: Journey })[] = [];
  for (const journey of journeys) {
    const outcome = outcomes.get(journey.call) ?? { value: null, errors: [] };
    const failure = failureOf(outcome);
    if (failure) failed.push({ journey, failure, outcome });
    else trip.outcomes.set(journey.call, outcome);
  }
  if (failed.length === 0) return;
  bindToModel(group, trip);
  const decisions = decideAll(failed, group, trip);
  const again = failed.filter((_, index) => decisions[index]?.type === 'RETRY').map(({ journey }) => journey);
  const onward = failed.filter((_, index) => decisions[index]?.type === 'NEXT');
  for (const { journey, failure } of onward) journey.progress = progressAfter(journey, target, failure);
  const over = failed.filter((_, index) => decisions[index]?.type === 'GIVE_UP');
  for (const { journey } of over) trip.outcomes.set(journey.call, lastWord(journey, mayDiagnose(context)));
  const delayMs = Math.max(0, ...decisions.map((decision) => (decision.type === 'RETRY' ? decision.delayMs : 0)));
  await Promise.all([
    onward.length > 0 &&
      travel(
        onward.map(({ journey }) => journey),
        trip,
      ),
    again.length > 0 && retry({ target, journeys: again, attempt: group.attempt + 1 }, delayMs, trip),
  ]);
}

/** Who has left during the pause is told so by the attempt itself, which sends nothing any more. */
async function retry(group: Group, delayMs: number, trip: Trip): Promise<void> {
  await sleep(delayMs, undefined, { signal: trip.context.signal }).catch(() => {});
  await attempt(group, trip);
}

/**
 * Where some calls of a list were answered, the others are answered by the same model or not at all: vectors of two
 * models in one list are worse than a vector that is missing.
 */
function bindToModel({ target, journeys }: Group, { outcomes }: Trip): void {
  const answered = new Set(journeys.filter(({ call }) => outcomes.has(call)).map(({ itinerary }) => itinerary));
  for (const journey of journeys) {
    const { need } = journey.itinerary;
    if (need.contract.interchangeable !== 'SAME_MODEL' || !answered.has(journey.itinerary)) continue;
    journey.progress = { ...journey.progress, model: journey.itinerary.modelAt(target) };
  }
}

function decideAll(
  failed: readonly (FailedCall & { readonly journey: Journey })[],
  { target, attempt: tries }: Group,
  { context, options: { budget, random } }: Trip,
): Decision[] {
  // They went out together, and go again together: that is one retry.
  let taken: boolean | null = null;
  const takeRetry = () => (taken ??= budget.take(target.service));
  const remainingMs = context.deadlineAt - performance.now();
  return failed.map(({ journey, failure, outcome }) => {
    noteFailure(journey, target, { failure, outcome });
    const { itinerary } = journey;
    const hasNext = itinerary.next(progressAfter(journey, target, failure)) !== null;
    const call = itinerary.need.contract;
    return decide({ failure, call, rules: itinerary.rules, tries, hasNext, remainingMs, takeRetry, random });
  });
}

/** Asks the target, and where the route hedges and the target is slow, another one beside it. */
async function sendGroup(group: Group, trip: Trip): Promise<ReadonlyMap<Call, CallOutcome>> {
  const { options, context } = trip;
  const first = (signal: AbortSignal) => sendTo(group, trip, { signal, isHedge: false });
  const afterMs = hedgeAfter(group, options.health);
  if (afterMs === null) return first(context.signal);
  const second = () => {
    const target = otherTarget(group);
    if (!target || !options.budget.take(target.service)) return null;
    return (signal: AbortSignal) => sendTo({ ...group, target }, trip, { signal, isHedge: true });
  };
  const isGood = (outcomes: ReadonlyMap<Call, CallOutcome>) => [...outcomes.values()].every((one) => !failureOf(one));
  const hedged = await hedge(first, second, { afterMs, isGood, signal: context.signal });
  return hedged.second && !isGood(hedged.first) && isGood(hedged.second) ? hedged.second : hedged.first;
}

/** Where all of a group could go instead. */
function otherTarget({ target, journeys }: Group): Target | null {
  const targets = journeys.map(({ itinerary, progress }) => itinerary.next(itinerary.leave(progress, target)));
  const [first] = targets;
  return first && targets.every((one) => one && one.key === first.key) ? first : null;
}

async function sendTo(
  { target, journeys, attempt: tries }: Group,
  { fetch, variables, context, options }: Trip,
  { signal, isHedge }: { readonly signal: AbortSignal; readonly isHedge: boolean },
): Promise<ReadonlyMap<Call, CallOutcome>> {
  const byCall = new Map(journeys.map((journey) => [journey.call, journey]));
  const model = journeys[0]?.itinerary.modelAt(target) ?? null;
  const requests = toRequests(fetch, [...byCall.keys()], variables, target.model);
  const isFallback = journeys.some(({ progress }) => progress.left.size > 0);
  const about = { kind: fetch.kind, target, model, attempt: tries, isFallback, isHedge, signal, context };
  const sent = await Promise.all(requests.map((request) => sendCalls({ ...request, ...about }, options)));
  for (const { record, outcomes } of sent) {
    for (const call of outcomes.keys()) byCall.get(call)?.attempts.push(record);
  }
  return new Map(
    sent.flatMap(({ outcomes }) => [...outcomes].map(([call, outcome]) => [call, { ...outcome, model }] as const)),
  );
}

/** Calls that have no target left. */
function strand(journeys: readonly Journey[], { context, options, outcomes }: Trip): void {
  for (const journey of journeys) {
    const hasFailed = journey.failures.size > 0;
    const outcome = hasFailed
      ? lastWord(journey, mayDiagnose(context))
      : failedOutcome(journey.itinerary.unavailable());
    outcomes.set(journey.call, outcome);
  }
  const unsent = journeys.filter(({ failures }) => failures.size === 0).map(({ call }) => call);
  noteUnrouted(unsent, { context, options, outcomes });
}

/** Calls that could go nowhere count as well. */
function noteUnrouted(
  [first, ...rest]: readonly Call[],
  { context, options, outcomes }: Pick<Trip, 'context' | 'options' | 'outcomes'>,
): void {
  if (!first) return;
  const outcome = String(outcomes.get(first)?.errors[0]?.extensions?.['code'] as string);
  const nowhere = { service: null, model: null, attempted: null, durationMs: 0 };
  context.calls.push({ ...nowhere, capability: options.capability, outcome, items: rest.length + 1 });
}

const mayDiagnose = ({ principal }: RequestContext) => holdsPermission(principal, 'diagnostics:read');
