import type { CallOptions } from '../storage/store/store.js';
import type { Actor } from './actor.js';
import { type AuditListRequest, type AuditRow, listAudit } from './audit/audit-log.js';
import {
  createKeyAdministration,
  type KeyAdministration,
  type KeyAdministrationOptions,
} from './keys/key-administration.js';
import type { Page } from './page.js';
import {
  createTokenAdministration,
  type TokenAdministration,
  type TokenAdministrationOptions,
} from './tokens/token-administration.js';

/** Administration. */
export interface Accounts {
  readonly keys: KeyAdministration;
  readonly tokens: TokenAdministration;
  /** Who changed what, newest first. @throws ServiceError `FORBIDDEN`, `BAD_USER_INPUT` */
  listAudit(actor: Actor, request: AuditListRequest, options?: CallOptions): Promise<Page<AuditRow>>;
}

export interface AccountsOptions extends KeyAdministrationOptions, TokenAdministrationOptions {}

export function createAccounts(options: AccountsOptions): Accounts {
  return {
    keys: createKeyAdministration(options),
    tokens: createTokenAdministration(options),
    listAudit: (actor, request, callOptions) => listAudit(options.store, actor, request, callOptions),
  };
}
