import type { Bus } from '../../storage/bus/bus.js';
import type { Store } from '../../storage/store/store.js';
import type { AuthenticationMethod } from '../authenticate.js';
import type { Revocations } from '../revocations.js';
import { type ApiKeyMethodOptions, createApiKeyMethod } from '../methods/api-key-method.js';
import { createKeyCache } from './key-cache.js';
import { followKeyChanges, type KeyChange, type KeyChanges } from './key-changes.js';
import { createKeyUsage } from './key-usage.js';
import { createKeyLookUp } from './look-up-keys.js';
import type { Peppers } from './peppers.js';
import { createKeyVerifier } from './verify-key.js';

/** API keys at work in a process. */
export interface ApiKeys {
  readonly method: AuthenticationMethod;
  readonly announce: KeyChanges['announce'];
  close(): Promise<void>;
}

export interface ApiKeysOptions extends Pick<ApiKeyMethodOptions, 'roles'> {
  readonly store: Store;
  readonly bus: Bus;
  readonly peppers: Peppers;
  /** Told of keys that are good no more, for the sake of callers who stay. */
  readonly revocations: Pick<Revocations, 'tell'>;
  readonly mode: 'development' | 'production';
  /** How long keys that are known here are good for while the store cannot be asked, in milliseconds. */
  readonly outageMs: number;
  /** Told of what fails in the background and is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** Joins store, cache and the news of changes into the method that authenticates by API key. */
export async function openApiKeys(options: ApiKeysOptions): Promise<ApiKeys> {
  const { store, bus, peppers, revocations, mode, outageMs, roles, onError = () => {} } = options;
  const cache = createKeyCache({ lookUp: createKeyLookUp({ store }) });
  const onChange = ({ id, ended }: KeyChange) => {
    cache.forget(id);
    if (ended) revocations.tell({ id });
  };
  const changes = await followKeyChanges({ store, bus, onChange, onError });
  const usage = createKeyUsage({ store, onError });
  const verify = createKeyVerifier({
    find: cache.find,
    peppers,
    environments: new Set(mode === 'production' ? ['live'] : ['live', 'dev']),
    isFresh: () => performance.now() - changes.heardAt() < outageMs,
  });
  return {
    method: createApiKeyMethod({ verify, roles, onUse: usage.touch }),
    announce: changes.announce,
    async close() {
      await Promise.all([changes.close(), usage.close()]);
    },
  };
}
