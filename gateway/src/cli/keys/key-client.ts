import type { KeyListRequest } from '../../accounts/keys/key-administration.js';
import type { KeyRequestInput } from '../../accounts/keys/key-request.js';
import type { RotateRequest } from '../../accounts/keys/rotate-key.js';

/** What is told of a key. */
export interface KeyView {
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly state: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly expiresAt?: string | null | undefined;
  readonly lastUsedAt?: string | null | undefined;
}

/** A key that was made just now. */
export interface MadeKeyView {
  readonly apiKey: KeyView;
  readonly secret: string;
}

/** Administers keys: at the store, or at a gateway. What is refused is thrown in words. */
export interface KeyClient extends AsyncDisposable {
  create(request: KeyRequestInput): Promise<MadeKeyView>;
  rotate(request: RotateRequest): Promise<MadeKeyView & { readonly replaced: KeyView }>;
  revoke(id: string): Promise<KeyView>;
  /** Every one, newest first. */
  list(tenant: KeyListRequest['tenant']): AsyncIterable<KeyView>;
  /** Revokes every key of development. @returns how many */
  revokeDevelopment(): Promise<number>;
}

/** What was asked cannot be done; for a person. */
export class KeyClientError extends Error {
  override readonly name = 'KeyClientError';
}
