import type { Claimed } from './claim.js';
import { finishAttempt, type FinishOptions } from './finish-attempt.js';
import { type AttemptOptions, runAttempt, type StopReason } from './run-attempt.js';

export interface WorkOptions extends FinishOptions, AttemptOptions {
  readonly heartbeatSeconds: number;
}

/** Runs one attempt, keeps its claim alive meanwhile, and writes what came of it. Never throws. */
export async function workAttempt(options: WorkOptions, claimed: Claimed, controller: AbortController): Promise<void> {
  const beat = keepAlive(options, claimed, () => controller.abort('lost' satisfies StopReason));
  const { id, attempt, tenant, submittedBy } = claimed.execution;
  const named = { execution: id, attempt, tenant, principal: submittedBy };
  try {
    const outcome = await runAttempt(options, claimed, controller.signal);
    await finishAttempt(options, claimed, outcome);
    const code = outcome.kind === 'failed' ? outcome.failure.code : undefined;
    options.logger.info({ ...named, effect: outcome.kind, code }, 'An attempt has ended.');
  } catch (error) {
    options.logger.warn({ ...named, error }, 'An attempt could not be finished; another worker will take it.');
  } finally {
    clearInterval(beat);
  }
}

/** Tells the queue that the attempt goes on; one that is not believed any more is stopped. */
function keepAlive({ queue, heartbeatSeconds }: WorkOptions, { job }: Claimed, onLost: () => void): NodeJS.Timeout {
  // Where the store hangs, they do not pile up.
  const everyMs = (heartbeatSeconds * 1_000) / 3;
  const beat = () => {
    queue.heartbeat(job, { timeoutMs: everyMs }).then(
      (isHeld) => isHeld || onLost(),
      // The store is away: the fence decides, once it is back.
      () => {},
    );
  };
  return setInterval(beat, everyMs).unref();
}
