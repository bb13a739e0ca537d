import type { Principal } from './principal.js';

/** What has been revoked: one credential, or all of a principal. */
export type Revocation =
  | { readonly kind: 'credential'; readonly id: string }
  | { readonly kind: 'principal'; readonly tenant: string; readonly id: string };

/** Tells within this process what was revoked anywhere. */
export interface Revocations {
  /** Every listener is told, at once. */
  tell(revocation: Revocation): void;
  onRevoked(listener: (revocation: Revocation) => void): Disposable;
}

export function createRevocations(): Revocations {
  const listeners = new Set<(revocation: Revocation) => void>();
  return {
    tell(revocation) {
      for (const listener of listeners) listener(revocation);
    },
    onRevoked(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}

/** Whether a revocation ends what a principal may do. */
export function isRevokedBy({ tenant, id, credential }: Principal, revocation: Revocation): boolean {
  if (revocation.kind === 'credential') return credential === revocation.id;
  return tenant === revocation.tenant && id === revocation.id;
}
