import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';

import type { Authenticator } from '../identity/authenticate.js';
import type { Hooks } from './hooks.js';

/**
 * Puts `onRequest` before, and `onPrincipal` after, who calls is found out. Every transport asks the authenticator and
 * none has another way, so none leaves the hooks out; who is asked about again, since a credential ends or was
 * withdrawn, passes them again.
 */
export function withRequestHooks(authenticator: Authenticator, hooks: Hooks, logger: Logger): Authenticator {
  const { onRequest, onPrincipal } = hooks;
  if (!onRequest && !onPrincipal) return authenticator;
  return {
    ...authenticator,
    async authenticate(credentials, signal) {
      const { request } = credentials;
      if (!request) throw new TypeError('Expected credentials that tell what they came with.');
      const scope = { logger, signal };
      try {
        await onRequest?.(request, scope);
        const principal = await authenticator.authenticate(credentials, signal);
        if (principal instanceof ServiceError || !onPrincipal) return principal;
        return await onPrincipal(principal, request, scope);
      } catch (error) {
        if (error instanceof ServiceError && !signal.aborted) return error;
        throw error;
      }
    },
  };
}
