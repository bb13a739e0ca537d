import { ServiceError } from '@sluice/schema';

import type { AuthenticationMethod, Presented } from '../authenticate.js';
import { IssuerError } from '../issuers/issuer-error.js';
import { type CheckedToken, principalOfToken } from '../tokens/checked-token.js';
import type { TokenCache } from '../tokens/token-cache.js';

export interface TokenMethodOptions {
  /** Whether a token is of this method's form. */
  readonly isMine: (token: string) => boolean;
  readonly cache: TokenCache;
  /** @throws TokenRefusal, IssuerError, and the signal's reason */
  readonly check: (token: string, signal: AbortSignal) => Promise<CheckedToken>;
  /** Told of issuers that cannot be asked. */
  readonly onError: (error: IssuerError) => void;
}

/** What the methods have in common that take access tokens of others: a token is checked once, then known for a while. */
export function createTokenMethod({ isMine, cache, check, onError }: TokenMethodOptions): AuthenticationMethod {
  return {
    recognizes: ({ token }) => token !== null && isMine(token),
    async authenticate(presented: Presented, signal) {
      const token = presented.token ?? '';
      try {
        const found = await cache.find(token, (checking) => check(token, checking), signal);
        return principalOfToken(found, presented);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ServiceError) return error;
        if (!(error instanceof IssuerError)) throw error;
        onError(error);
        return new ServiceError('SERVICE_UNAVAILABLE', 'The credential cannot be checked at the moment.', {
          retryAfterMs: 5_000,
        });
      }
    },
  };
}
