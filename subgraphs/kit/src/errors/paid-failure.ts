import type { Provenance } from '../capabilities.js';

/** Beside the errors, not in them: what was consumed is for the bill, and not for whoever reads the error. */
const used = new WeakMap<Error, Provenance>();

/** Remembers what was consumed for a failure: a vendor bills an answer that cannot be used like any other. */
export function withPaid<Failure extends Error>(error: Failure, { model, usage }: Provenance): Failure {
  if (usage) used.set(error, { model, usage });
  return error;
}

/** What was consumed for a failure, or for its cause; undefined where that is not known. */
export function paidFor(error: unknown): Provenance | undefined {
  if (!(error instanceof Error)) return undefined;
  return used.get(error) ?? (error.cause instanceof Error ? used.get(error.cause) : undefined);
}
