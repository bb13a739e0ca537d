import { ServiceError } from '@sluice/schema';
import { decodeJwt } from 'jose';

import type { StoredRevocations } from '../../identity/follow-revocations.js';
import { tokenName } from '../../identity/tokens/token-name.js';
import { type Actor, requirePermission } from '../actor.js';
import { writeAudit } from '../audit/audit-log.js';

/** A token that is refused from now on. */
export interface RevokedToken {
  /** Its name in the audit log, which tells nothing of it. */
  readonly credential: string;
  /** How long it is remembered: until it would have ended by itself. */
  readonly until: Date;
}

/** Ends access tokens of others. */
export interface TokenAdministration {
  /**
   * Ends a token. Whose it is, is not asked: whoever has it could use it, or have it ended by its issuer.
   *
   * @throws ServiceError `BAD_USER_INPUT`, `FORBIDDEN`
   */
  revoke(actor: Actor, token: string): Promise<RevokedToken>;
}

export interface TokenAdministrationOptions {
  readonly revoke: StoredRevocations['revoke'];
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

const FORM = /^[A-Za-z0-9\-._~+/]{1,8192}=*$/;
/** Opaque tokens do not tell when they end; hardly one lives longer. */
const OPAQUE_MS = 30 * 86_400_000;
/** A signed one may say whatever it likes; ten years. */
const LONGEST_MS = 3_653 * 86_400_000;
/** The most that the clock of an issuer may differ. */
const SKEW_MS = 300_000;

export function createTokenAdministration({ revoke, now = Date.now }: TokenAdministrationOptions): TokenAdministration {
  return {
    async revoke(actor, token) {
      requirePermission(actor, 'keys:manage');
      if (!FORM.test(token)) {
        throw new ServiceError('BAD_USER_INPUT', 'This is no access token.', { inputPath: ['input', 'token'] });
      }
      const credential = tokenName(token);
      const until = Math.min(endOf(token) ?? now() + OPAQUE_MS, now() + LONGEST_MS);
      const { id, tenant } = actor;
      await revoke({ id: credential, until }, (transaction) =>
        writeAudit(transaction, { tenant, actor: id, action: 'token.revoked', target: credential }),
      );
      return { credential, until: new Date(until) };
    },
  };
}

/** When a signed token says that it ends, in milliseconds since 1970. */
function endOf(token: string): number | null {
  try {
    const { exp } = decodeJwt(token);
    return typeof exp === 'number' ? exp * 1000 + SKEW_MS : null;
  } catch {
    return null;
  }
}
