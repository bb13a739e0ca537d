import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { runClient, type Told } from './clients/run-client.js';
import { makeSubmissions } from './clients/submissions.js';
import { checkStore } from './invariants/check-store.js';
import { checkJournal, checkTold } from './invariants/check-told.js';
import type { Site } from './parts/site.js';
import type { Random } from './random.js';
import type { RoundOutcome, Scenario } from './scenario.js';

/** Does something to a site, and mends it. @returns what went wrong about that itself */
export type Disturb<Of extends Site> = (site: Of, random: Random) => Promise<readonly string[]>;

export interface DisturbedOptions<Of extends Site> {
  readonly name: string;
  readonly title: string;
  readonly open: (folder: string) => Promise<Of>;
  readonly disturb: Disturb<Of>;
  /** Whether the service itself is well, so that none of its calls needs to be repeated within an attempt. @default true */
  readonly isServiceWell?: boolean;
}

/** A scenario whose rounds are work under way, and one fault at some moment of it. */
export function createDisturbed<Of extends Site>(options: DisturbedOptions<Of>): Scenario {
  return {
    name: options.name,
    title: options.title,
    async open(folder) {
      const site = await options.open(folder);
      return { site, round: (random) => runRound(site, options, random) };
    },
  };
}

/** Before all of it is submitted, or when the last text is nearly written. */
const FAULT_MS = [50, 2_800] as const;
const STAGGER_MS = 600;
/** What has not ended by then is lost. */
const ROUND_MS = 180_000;
const PATIENCE_MS = 150_000;

async function runRound<Of extends Site>(
  site: Of,
  { disturb, isServiceWell = true }: DisturbedOptions<Of>,
  random: Random,
): Promise<RoundOutcome> {
  const { door } = site;
  const waitMs = random.between(...FAULT_MS);
  const end = new AbortController();
  // Every client listens to it.
  setMaxListeners(0, end.signal);
  const timer = setTimeout(() => end.abort(), ROUND_MS);
  const clients = makeSubmissions(random).map(async (submission) => {
    const [delayMs, begin] = [random.between(0, STAGGER_MS), random.between(0, door.urls.length - 1)];
    await sleep(delayMs);
    return runClient({ door, begin, signal: end.signal, patienceMs: PATIENCE_MS }, submission);
  });
  await sleep(waitMs);
  const faultAt = performance.now();
  const disturbed = await disturb(site, random).catch((error: unknown) => [
    `the fault itself failed: ${String(error)}`,
  ]);
  const told = await Promise.all(clients);
  clearTimeout(timer);
  const keys = told.map(({ submission }) => submission.key);
  const stored = await site.withStore((store) => checkStore(store, keys));
  const lost = told.length - stored.executions;
  const kept = lost === 0 ? [] : [`${told.length} were submitted, ${stored.executions} are kept`];
  const journal = isServiceWell ? checkJournal(told, site.journal.read()) : [];
  return {
    executions: told.length,
    repeated: stored.attempts - told.length,
    recoveredMs: recoveredAfter(told, faultAt),
    wrong: [...disturbed, ...checkTold(told), ...kept, ...stored.wrong, ...journal],
  };
}

/** The longest silence since the fault towards a client who had submitted something before it, and was not done. */
function recoveredAfter(told: readonly Told[], faultAt: number): number | null {
  const silences = told.flatMap(({ submittedAt, following }) => {
    if (following === null || submittedAt > faultAt) return [];
    const later = following.times.filter((at) => at > faultAt);
    return later.map((at, index) => at - (later[index - 1] ?? faultAt));
  });
  return silences.length > 0 ? Math.max(...silences) : null;
}
