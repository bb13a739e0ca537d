import { ServiceError } from '@sluice/schema';

import { type Actor, createOwner } from '../../accounts/actor.js';
import { createKeyAdministration, type KeyAdministration } from '../../accounts/keys/key-administration.js';
import { createMemoryBus } from '../../storage/bus/memory-bus.js';
import { migrate } from '../../storage/migrations/migrate.js';
import type { Statement, Store } from '../../storage/store/store.js';
import type { OpenPlace } from '../../storage/testing/store-adapters.js';
import { type ApiKeys, type ApiKeysOptions, openApiKeys } from '../keys/open-api-keys.js';
import { generatePepper, parsePeppers } from '../keys/peppers.js';
import type { Principal } from '../principal.js';
import { createRevocations } from '../revocations.js';
import { createRoles } from '../roles.js';

/** Whoever may do everything. */
export const owner: Actor = createOwner('test');
/** A role of its own beside the built-in ones. */
export const roles = createRoles({ embedder: { permissions: ['context:embed'], inherits: [] } });
export const peppers = parsePeppers(generatePepper());

/** A store with API keys, and processes that take them. Tests that share it see each other's keys. */
export interface KeyPlace extends AsyncDisposable {
  readonly store: Store;
  /** Tells no process of what it does. */
  readonly administration: KeyAdministration;
  /** A process that takes keys. Alone, as it is by default, it hears of changes by asking the store. */
  open(options?: Partial<ApiKeysOptions>): Promise<ApiKeys>;
  /** Ends the processes; the store stays. */
  closeProcesses(): Promise<void>;
}

export async function openKeyPlace(openPlace: OpenPlace): Promise<KeyPlace> {
  const place = await openPlace();
  const store = await place.open();
  await migrate(store);
  const opened: ApiKeys[] = [];
  const announce = async () => {};
  const closeProcesses = async () => void (await Promise.all(opened.splice(0).map((keys) => keys.close())));
  return {
    store,
    administration: createKeyAdministration({ store, peppers, roles, environment: 'live', announce }),
    async open(options = {}) {
      const given = { store, bus: createMemoryBus(), revocations: createRevocations(), peppers, roles };
      const keys = await openApiKeys({ ...given, mode: 'production', outageMs: 60_000, ...options });
      opened.push(keys);
      return keys;
    },
    closeProcesses,
    async [Symbol.asyncDispose]() {
      await closeProcesses();
      await place.remove();
    },
  };
}

/** Where a test's caller comes from. */
export interface From {
  /** @default '127.0.0.1' */
  readonly address?: string;
  readonly origin?: string;
}

/** The principal that a key proves, or the code of the refusal. */
export async function ask({ method }: ApiKeys, token: string, from: From = {}): Promise<Principal | string> {
  const outcome = await method.authenticate({ token, address: '127.0.0.1', ...from }, new AbortController().signal);
  return outcome instanceof ServiceError ? outcome.code : outcome;
}

/** A store that tells of each look-up of keys, before it is made and after. */
export function watchLookUps(store: Store, watch: { before?: () => void; after?: () => Promise<void> }): Store {
  return {
    ...store,
    async query<Row>(statement: Statement<Row>, options?: Parameters<Store['query']>[1]) {
      const isLookUp = 'compile' in statement && statement.compile().sql.includes('"id" in');
      if (isLookUp) watch.before?.();
      const rows = await store.query(statement, options);
      if (isLookUp) await watch.after?.();
      return rows;
    },
  };
}
