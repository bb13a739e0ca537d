import { type CallContext, ServiceError } from '@sluice/kit';
import type { CredentialLease, CredentialPool } from './credential-pool.js';

/** Under whose eyes a call is made: the callers of all its items are of one scope. */
export type RotationContext = Pick<CallContext, 'callers' | 'logger' | 'signal'>;

/**
 * Calls of a vendor, each under one of its credentials; where the vendor refuses or limits it, under the next, for as
 * long as the caller waits and nothing was passed on. No credential is tried twice in a call.
 */
export interface Rotation {
  /** @throws what the call throws; of credentials only when none is left */
  run<Result>(
    model: string,
    context: RotationContext,
    call: (secret: string | undefined) => Promise<Result>,
  ): Promise<Result>;
  /** The same for what comes piece by piece: from the first on the credential stays. */
  stream<Piece>(
    model: string,
    context: RotationContext,
    open: (secret: string | undefined) => AsyncIterable<Piece>,
  ): AsyncGenerator<Piece, void, undefined>;
}

export function createRotation(pool: CredentialPool): Rotation {
  return {
    async run(model, context, call) {
      const next = begin(pool, model, context);
      for (;;) {
        const lease = next.lease();
        try {
          // One after the other: the next is tried only because this one failed.
          // oxlint-disable-next-line no-await-in-loop
          const result = await call(lease.secret);
          lease.accepted();
          return result;
        } catch (error) {
          next.failed(lease, error);
        }
      }
    },
    async *stream(model, context, open) {
      const next = begin(pool, model, context);
      for (;;) {
        const lease = next.lease();
        let hasBegun = false;
        try {
          for await (const piece of open(lease.secret)) {
            if (!hasBegun) lease.accepted();
            hasBegun = true;
            yield piece;
          }
          lease.accepted();
          return;
        } catch (error) {
          next.failed(lease, error);
          if (hasBegun) throw error;
        } finally {
          // Also where the reader has left.
          lease.release();
        }
      }
    },
  };
}

function begin(pool: CredentialPool, model: string, { callers, logger, signal }: RotationContext) {
  const tried = new Map<string, readonly string[]>();
  let lastError: ServiceError | undefined;
  const caller = callers[0] ?? null;
  const scope = pool.scopeOf(caller);
  // Batches form within a scope. Were that ever to fail, one tenant's credential would pay for another's call.
  if (callers.some((one) => pool.scopeOf(one) !== scope))
    throw new ServiceError('INTERNAL', 'A batch held calls of different credentials.');

  return {
    lease(): CredentialLease {
      signal.throwIfAborted();
      return pool.pick({ caller, model, tried, lastError });
    },
    /** @throws the error, where it is not about the credential */
    failed(lease: CredentialLease, error: unknown): void {
      const event = lease.failed(error);
      if (!event) throw error;
      lastError = error as ServiceError;
      if (lease.secret !== undefined) tried.set(lease.name, [...(tried.get(lease.name) ?? []), lease.secret]);
      const { credential, code } = event;
      if (!event.isNews) return;
      if (event.change === 'REFUSED')
        logger.error(
          { credential, code, model },
          'The AI service refused a credential; it rests until it is replaced.',
        );
      else logger.warn({ credential, code, model }, 'The AI service limits a credential; it rests.');
    },
  };
}
