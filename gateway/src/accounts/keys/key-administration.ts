import type { KeyChanges } from '../../identity/keys/key-changes.js';
import { type StoredKey, toStoredKey } from '../../identity/keys/stored-key.js';
import type { CallOptions } from '../../storage/store/store.js';
import { tables } from '../../storage/store/tables.js';
import { type Actor, managesTenant, requirePermission, tenantToList } from '../actor.js';
import { type Page, type PageRequest, toPage, toSlice } from '../page.js';
import { createKey } from './create-key.js';
import type { KeyRequestInput } from './key-request.js';
import { findKey } from './key-rows.js';
import type { KeyWork, MadeKey } from './key-work.js';
import { revokeKey } from './revoke-key.js';
import { rotateKey, type RotatedKey, type RotateRequest } from './rotate-key.js';

export interface KeyListRequest extends PageRequest {
  /** Every one that the actor manages, without. */
  readonly tenant?: string | null | undefined;
}

/**
 * Makes, lists and ends API keys. Each change and its entry in the audit log are one transaction. An actor sees the
 * keys of their tenant and no others; those of others are not found, whether they exist or not.
 */
export interface KeyAdministration {
  /** @throws ServiceError `BAD_USER_INPUT`, `FORBIDDEN` for what the actor does not hold */
  create(actor: Actor, request: KeyRequestInput, options?: CallOptions): Promise<MadeKey>;
  /** A new key with what the old one gives. @throws ServiceError `NOT_FOUND`, `BAD_USER_INPUT`, `FORBIDDEN` */
  rotate(actor: Actor, request: RotateRequest, options?: CallOptions): Promise<RotatedKey>;
  /** Ends a key now and for good; again, it changes nothing. @throws ServiceError `NOT_FOUND` */
  revoke(actor: Actor, id: string, options?: CallOptions): Promise<StoredKey>;
  /** Newest first, those that have ended too. @throws ServiceError `BAD_USER_INPUT`, `FORBIDDEN` */
  list(actor: Actor, request: KeyListRequest, options?: CallOptions): Promise<Page<StoredKey>>;
  find(actor: Actor, id: string, options?: CallOptions): Promise<StoredKey | null>;
}

export interface KeyAdministrationOptions extends Omit<KeyWork, 'now'> {
  /** Told of keys that have changed, after the commit. */
  readonly announce: KeyChanges['announce'];
  /** @default Date.now */
  readonly now?: () => number;
}

const READ = 'keys:read';
const MANAGE = 'keys:manage';

export function createKeyAdministration({ announce, ...options }: KeyAdministrationOptions): KeyAdministration {
  const work: KeyWork = { now: Date.now, ...options };
  const { store } = work;
  return {
    async create(actor, request, callOptions) {
      requirePermission(actor, MANAGE);
      const made = await createKey(work, actor, request, callOptions);
      await announce([{ id: made.key.id, ended: false }]);
      return made;
    },
    async rotate(actor, request, callOptions) {
      requirePermission(actor, MANAGE);
      const rotated = await rotateKey(work, actor, request, callOptions);
      await announce([rotated.replaced, rotated.key].map(({ id }) => ({ id, ended: false })));
      return rotated;
    },
    async revoke(actor, id, callOptions) {
      requirePermission(actor, MANAGE);
      const revoked = await revokeKey(work, actor, id, callOptions);
      await announce([{ id, ended: true }]);
      return revoked;
    },
    async list(actor, request, callOptions) {
      requirePermission(actor, READ, MANAGE);
      const tenant = tenantToList(actor, request.tenant);
      const slice = toSlice(request);
      let statement = tables.selectFrom('sluice.api_keys').selectAll().orderBy('number', 'desc');
      if (tenant !== null) statement = statement.where('tenant', '=', tenant);
      if (slice.below !== null) statement = statement.where('number', '<', slice.below);
      const rows = await store.query(statement.limit(slice.count + 1), callOptions);
      return toPage(rows.map(toStoredKey), slice);
    },
    async find(actor, id, callOptions) {
      requirePermission(actor, READ, MANAGE);
      const key = await findKey(store, id, callOptions);
      return key !== null && managesTenant(actor, key.tenant) ? key : null;
    },
  };
}
