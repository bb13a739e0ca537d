import type { ErrorDetails } from '@sluice/schema';

/** What a worker tells its pool beside the results of tasks. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly text: string; readonly fraction?: number }
  | { readonly kind: 'loaded' };

/** An error on its way between threads; cloning alone would lose its class, code and details. */
export interface EncodedError {
  readonly encodedError: {
    readonly name: string;
    readonly message: string;
    readonly stack: string | undefined;
    /** Of a `ServiceError` alone. */
    readonly code: string | undefined;
    readonly details: ErrorDetails | undefined;
  };
}

/**
 * By shape, not by class: a worker that loads the class would load the whole schema package with it, half a second and
 * tens of megabytes for each thread.
 */
export function encodeError(error: unknown): EncodedError {
  const { name, message, stack, code, details } = (
    error instanceof Error ? error : new Error('Not an error was thrown.')
  ) as Error & Partial<{ code: string; details: ErrorDetails }>;
  const coded = name === 'ServiceError';
  return {
    encodedError: { name, message, stack, code: coded ? code : undefined, details: coded ? details : undefined },
  };
}

export function isEncodedError(value: unknown): value is EncodedError {
  return typeof value === 'object' && value !== null && 'encodedError' in value;
}
