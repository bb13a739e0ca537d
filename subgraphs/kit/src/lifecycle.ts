import { ServiceError, type ServiceHealth } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { Progress } from './service.js';

/** Where a service stands between its start and its end. */
export type LifecycleState =
  | { readonly status: Exclude<ServiceHealth['status'], 'failed'> }
  | { readonly status: 'failed'; readonly reason: string };

export interface Lifecycle {
  readonly state: LifecycleState;
  /** Loads, once. */
  load(progress: Progress): Promise<void>;
  /** Resolves when everything is loaded; rejects with `SERVICE_UNAVAILABLE` when it could not be. */
  ready(): Promise<void>;
  /** From now on the service takes nothing new. */
  drain(): void;
}

export function createLifecycle(load: (progress: Progress) => Promise<void>, logger: Logger): Lifecycle {
  let state: LifecycleState = { status: 'loading' };
  let loading: Promise<void> | undefined;
  let [resolveReady, rejectReady]: [() => void, (error: Error) => void] = [() => {}, () => {}];
  const ready = new Promise<void>((resolve, reject) => ([resolveReady, rejectReady] = [resolve, reject]));
  // Nobody may be waiting when it fails.
  ready.catch(() => {});

  async function loadOnce(progress: Progress): Promise<void> {
    const startedAt = performance.now();
    try {
      await load(progress);
      if (state.status === 'loading') state = { status: 'ready' };
      resolveReady();
      logger.info({ loadMs: Math.round(performance.now() - startedAt) }, 'Loaded.');
    } catch (error) {
      const reason =
        error instanceof ServiceError ? error.message : 'The models could not be loaded; the log tells why.';
      // While it ends, models that could not be loaded are no failure.
      if (state.status === 'loading') state = { status: 'failed', reason };
      rejectReady(new ServiceError('SERVICE_UNAVAILABLE', reason, {}, { cause: error }));
      logger.error({ error }, 'The models could not be loaded.');
      throw error;
    }
  }

  return {
    get state() {
      return state;
    },
    load: (progress) => (loading ??= loadOnce(progress)),
    ready: () => ready,
    drain() {
      state = { status: 'draining' };
    },
  };
}
