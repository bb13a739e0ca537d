import { createOwner } from '../../accounts/actor.js';
import { toApiKey } from '../../accounts/graph/to-api-key.js';
import { createKeyAdministration } from '../../accounts/keys/key-administration.js';
import type { MadeKey } from '../../accounts/keys/key-work.js';
import { toCursor } from '../../accounts/page.js';
import type { Config } from '../../config/config.js';
import { announceKeyChanges } from '../../identity/keys/key-changes.js';
import type { Peppers } from '../../identity/keys/peppers.js';
import type { StoredKey } from '../../identity/keys/stored-key.js';
import { createRoles } from '../../identity/roles.js';
import type { Storage } from '../../storage/create-storage.js';
import { ProcessLockError } from '../../storage/store/pglite/process-lock-error.js';
import { type KeyClient, KeyClientError } from './key-client.js';

export interface StoreKeyClientOptions {
  readonly config: Config;
  readonly peppers: Peppers;
  readonly openStorage: () => Promise<Storage>;
}

const owner = createOwner('cli');

/** Administers keys in the store that the configuration names. @throws KeyClientError when a gateway holds it */
export async function createStoreKeyClient({
  config,
  peppers,
  openStorage,
}: StoreKeyClientOptions): Promise<KeyClient> {
  const storage = await openStorage().catch((error: unknown) => {
    throw error instanceof ProcessLockError ? inUse(error) : error;
  });
  const keys = createKeyAdministration({
    store: storage.store,
    peppers,
    roles: createRoles(config.access.roles),
    environment: config.mode === 'production' ? 'live' : 'dev',
    announce: (changes) => announceKeyChanges(storage.bus, changes),
  });
  const toView = ({ key, text }: MadeKey) => ({ apiKey: toApiKey(key), secret: text });

  async function* all(tenant?: string | null): AsyncGenerator<StoredKey> {
    for (let after: string | null = null, isMore = true; isMore;) {
      const page = await keys.list(owner, { first: 100, after, tenant });
      yield* page.items;
      const last = page.items.at(-1);
      after = last ? toCursor(last.number) : null;
      isMore = page.hasNextPage;
    }
  }

  return {
    create: async (request) => toView(await keys.create(owner, request)),
    async rotate(request) {
      const rotated = await keys.rotate(owner, request);
      return { ...toView(rotated), replaced: toApiKey(rotated.replaced) };
    },
    revoke: async (id) => toApiKey(await keys.revoke(owner, id)),
    async *list(tenant) {
      for await (const key of all(tenant)) yield toApiKey(key);
    },
    async revokeDevelopment() {
      let revoked = 0;
      for await (const { id, environment, revokedAt } of all()) {
        if (environment !== 'dev' || revokedAt !== null) continue;
        await keys.revoke(owner, id);
        revoked += 1;
      }
      return revoked;
    },
    [Symbol.asyncDispose]: () => storage.close(),
  };
}

function inUse({ message }: ProcessLockError): KeyClientError {
  return new KeyClientError(`${message}\nIf that is your gateway, ask it: --url http://… and SLUICE_API_KEY.`);
}
