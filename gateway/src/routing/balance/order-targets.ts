import type { Candidate, Strategy } from './candidate.js';
import { inRandomOrder } from './in-random-order.js';

/**
 * Candidates in the order in which they are to be asked: the first, then those to fall back to. Those that may not be
 * asked now are left out.
 *
 * A half-open target stands at its place like any other. Were probes always last, a primary that failed once would never
 * be asked again while its stand-in is well.
 *
 * @param random from 0 up to, not including, 1
 */
export function orderTargets<Target extends Candidate>(
  candidates: readonly Target[],
  strategy: Strategy,
  random: () => number,
): Target[] {
  const shuffled = inRandomOrder(
    candidates.filter(({ mayBeAsked }) => mayBeAsked !== 'NO'),
    random,
    ({ weight }) => weight,
  );
  return arrange(shuffled, strategy, random);
}

type Order = (one: Candidate, other: Candidate) => number;

/** What is equal keeps its random order: of equal targets, gateways that start together do not all choose the same. */
function arrange<Target extends Candidate>(
  shuffled: readonly Target[],
  strategy: Strategy,
  random: () => number,
): Target[] {
  switch (strategy) {
    case 'PRIORITY':
      return shuffled.toSorted((one, other) => byPriority(one, other) || byLoad(one, other));
    case 'WEIGHTED':
      return [...shuffled];
    case 'LEAST_IN_FLIGHT':
      return shuffled.toSorted(byLoad);
    case 'LOWEST_LATENCY':
      return fasterOfTwo(inRandomOrder(shuffled, random));
    case 'LOWEST_COST':
      return shuffled.toSorted((one, other) => byCost(one, other) || byPriority(one, other) || byLoad(one, other));
  }
}

/**
 * The power of two choices: of two random targets the faster, then those that are left by their speed. Were the fastest
 * of all always taken, every gateway would send everything there until it is the slowest.
 */
function fasterOfTwo<Target extends Candidate>(shuffled: readonly Target[]): Target[] {
  const [first] = shuffled.slice(0, 2).toSorted(bySpeed);
  return first === undefined ? [] : [first, ...shuffled.filter((target) => target !== first).toSorted(bySpeed)];
}

const byPriority: Order = (one, other) => one.priority - other.priority;

/** A target of twice the weight is as busy with twice the requests. */
const byLoad = ascending(({ inFlight, weight }) => (weight > 0 ? (inFlight + 1) / weight : Infinity));

/** What has no known price may cost anything. */
const byCost = ascending(({ cost }) => cost ?? Infinity);

/** Requests on their way wait for each other: a fast target with a queue is a slow one, and so is an unknown one. */
const bySpeed = ascending(({ ewmaMs, inFlight }) => Math.max(1, ewmaMs) * (inFlight + 1));

/** Not by subtraction: infinite values are equal. */
function ascending(valueOf: (candidate: Candidate) => number): Order {
  return (one, other) => {
    const [left, right] = [valueOf(one), valueOf(other)];
    return left === right ? 0 : left < right ? -1 : 1;
  };
}
