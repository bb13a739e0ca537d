/** A credential that was revoked. */
export interface Revocation {
  /** As `Principal.credential` names it. */
  readonly id: string;
  /** When it would have ended anyway, in milliseconds since 1970; absent where its own store knows of its end. */
  readonly until?: number;
}

/** Knows within this process what was revoked anywhere. */
export interface Revocations {
  /** Whether a credential was revoked that would still be good otherwise. */
  readonly isRevoked: (credential: string) => boolean;
  /** Takes a revocation, and tells every listener, at once. */
  tell(revocation: Revocation): void;
  onRevoked(listener: (revocation: Revocation) => void): Disposable;
}

export interface RevocationsOptions {
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

export function createRevocations({ now = Date.now }: RevocationsOptions = {}): Revocations {
  const listeners = new Set<(revocation: Revocation) => void>();
  /** When each revoked credential ends by itself, after which it need not be known any longer. */
  const ends = new Map<string, number>();
  let sweepAt = 1_000;

  function remember(id: string, until: number): void {
    ends.set(id, until);
    if (ends.size < sweepAt) return;
    for (const [old, end] of ends) if (end <= now()) ends.delete(old);
    // Those that are left are all needed: the next look is worth it when there are twice as many.
    sweepAt = Math.max(1_000, 2 * ends.size);
  }

  return {
    isRevoked: (credential) => (ends.get(credential) ?? 0) > now(),
    tell(revocation) {
      if (revocation.until !== undefined) remember(revocation.id, revocation.until);
      for (const listener of listeners) listener(revocation);
    },
    onRevoked(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}
