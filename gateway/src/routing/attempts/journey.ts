import type { CallOutcome, Call } from '../calls/call.js';
import type { Itinerary } from '../router.js';
import { type Progress, progressKey } from '../routes/progress.js';
import type { Target } from '../target.js';
import type { AttemptRecord } from './attempt-record.js';
import { type Failure, failedOutcome, wasUnsent } from './failure.js';
import { finalError } from './final-error.js';

/** One call on its way over targets, until something comes of it or nothing more can be tried. */
export interface Journey {
  readonly call: Call;
  readonly itinerary: Itinerary;
  progress: Progress;
  /** The last failure at each target, by its key. */
  readonly failures: Map<string, FailedCall>;
  /** In the order of their ends. */
  readonly attempts: AttemptRecord[];
}

/** A failure, and the outcome that tells it. */
export interface FailedCall {
  readonly failure: Failure;
  readonly outcome: CallOutcome;
}

export function startJourney(call: Call, itinerary: Itinerary): Journey {
  return { call, itinerary, progress: itinerary.start, failures: new Map(), attempts: [] };
}

/** All calls of a list go to one target, whatever chance has part in the choice. */
export function pick(
  { itinerary, progress }: Journey,
  picked: Map<Itinerary, Map<string, Target | null>>,
): Target | null {
  const known = picked.get(itinerary) ?? new Map<string, Target | null>();
  picked.set(itinerary, known);
  const key = progressKey(progress);
  if (!known.has(key)) known.set(key, itinerary.next(progress));
  return known.get(key) ?? null;
}

export function noteFailure({ failures }: Journey, target: Target, failed: FailedCall): void {
  failures.set(target.key, failed);
}

/** How far a call would be that left a target behind for such a failure. */
export function progressAfter({ itinerary, progress }: Journey, target: Target, { code, details }: Failure): Progress {
  const exceeded = code === 'CONTEXT_WINDOW_EXCEEDED' ? { maxTokens: details.maxTokens ?? 0 } : undefined;
  return itinerary.leave(progress, target, exceeded);
}

/**
 * What a call that came to nothing is told. The word of a single target is passed on as it was; that nothing was sent is
 * said only where no target was sent anything.
 */
export function lastWord({ failures, attempts }: Journey, mayDiagnose: boolean): CallOutcome {
  const all = [...failures.values()];
  const told = finalError(all.map(({ failure }) => failure));
  const outcome = all.find(({ failure }) => failure === told)?.outcome ?? failedOutcome(told);
  const isUnsent = all.every(({ failure }) => wasUnsent(failure.details)) && attempts.every(wasUnsent);
  const errors = outcome.errors.map((error) => {
    const { phase, ...extensions } = error.extensions ?? {};
    const isTrue = phase !== undefined && (isUnsent || !wasUnsent({ phase }));
    return { ...error, extensions: { ...extensions, ...(isTrue && { phase }), ...(mayDiagnose && { attempts }) } };
  });
  return { ...outcome, errors };
}
