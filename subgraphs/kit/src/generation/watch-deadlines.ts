import { type ErrorDetails, ServiceError } from '@sluice/schema';
import type { GenerationDeadlines } from './generation-capability.js';

export const DEFAULT_DEADLINES: GenerationDeadlines = { firstTokenMs: 60_000, idleMs: 30_000, totalMs: 600_000 };

/** Watches over a generation while it runs. */
export interface DeadlineWatch {
  /** Aborts when the caller's signal does, when a deadline passes, or when the watch is closed. */
  readonly signal: AbortSignal;
  /** A piece came. */
  heard(): void;
  /** Takes timers and listener away, and tells the engine to stop if it has not. */
  close(): void;
}

export function watchDeadlines(
  { firstTokenMs, idleMs, totalMs }: GenerationDeadlines,
  caller: AbortSignal,
): DeadlineWatch {
  const controller = new AbortController();
  const expire = (error: ServiceError) => controller.abort(error);
  const leave = () => controller.abort(caller.reason);
  let silence = setTimeout(() => expire(firstTokenError(firstTokenMs)), firstTokenMs);
  let isFirst = true;
  const total = setTimeout(() => expire(totalError(totalMs)), totalMs);
  if (caller.aborted) leave();
  caller.addEventListener('abort', leave, { once: true });

  return {
    signal: controller.signal,
    heard() {
      if (!isFirst) {
        silence.refresh();
        return;
      }
      isFirst = false;
      clearTimeout(silence);
      silence = setTimeout(() => expire(idleError(idleMs)), idleMs);
    },
    close() {
      clearTimeout(silence);
      clearTimeout(total);
      caller.removeEventListener('abort', leave);
      controller.abort();
    },
  };
}

const firstTokenError = (ms: number) =>
  expired(`The model wrote nothing within ${ms} ms.`, 'FIRST_TOKEN', 'DISPATCHED');
const idleError = (ms: number) => expired(`The model fell silent for ${ms} ms.`, 'IDLE', 'STREAMING');
const totalError = (ms: number) => expired(`The model was not done within ${ms} ms.`, 'TOTAL', 'DISPATCHED');

/** What the model has read and written until then may be charged for. */
function expired(
  message: string,
  kind: NonNullable<ErrorDetails['kind']>,
  phase: NonNullable<ErrorDetails['phase']>,
): ServiceError {
  return new ServiceError('PROVIDER_TIMEOUT', message, { kind, phase, outcomeUnknown: true });
}
