import type { GatewayKey } from '@sluice/schema';
import { sql } from 'kysely';
import type { Logger } from '@sluice/telemetry';

import type { Store } from '../../storage/store/store.js';
import { tables } from '../../storage/store/tables.js';
import type { SigningKeys } from './signing-keys.js';

/** The public keys of all gateways that share a store: a service behind several knows them all by any of them. */
export interface PublishedKeys {
  /** Never rejects: while the store is away, those that were read last, and always this gateway's own. */
  all(): Promise<readonly GatewayKey[]>;
  close(): Promise<void>;
}

export interface PublishedKeysOptions {
  readonly keys: SigningKeys;
  readonly store: Store;
  /** Names this gateway. */
  readonly gateway: string;
  readonly logger: Logger;
}

/** How long a row is good for, in milliseconds: the keys of a gateway that is gone are forgotten after it. */
const LEASE_MS = 3_600_000;
const RENEW_MS = 900_000;
/** Whoever asks within this time is told the same, so that asking costs the store nothing. */
const REUSE_MS = 1_000;
const ASK_MS = 2_000;

/**
 * Publishes the keys of this gateway in the store, for as long as it lives. On the embedded store there is no other
 * gateway, so nothing needs to stand there.
 *
 * @throws what the store throws
 */
export async function publishKeys(options: PublishedKeysOptions): Promise<PublishedKeys> {
  const { keys, store } = options;
  if (store.kind === 'pglite') return { all: async () => keys.published(), close: async () => {} };
  return publishBesideOthers(options);
}

async function publishBesideOthers(options: PublishedKeysOptions): Promise<PublishedKeys> {
  const { keys, store, gateway, logger } = options;
  let read: { readonly at: number; readonly found: Promise<readonly GatewayKey[]> } | null = null;
  let known: readonly GatewayKey[] = [];
  const write = async () => {
    const row = {
      gateway,
      keys: JSON.stringify(keys.published()),
      expires_at: sql<Date>`now() + ${LEASE_MS / 1_000} * interval '1 second'`,
    };
    const statement = tables.insertInto('sluice.gateway_keys').values(row);
    const { keys: written, expires_at } = row;
    await store.query(
      statement.onConflict((conflict) => conflict.column('gateway').doUpdateSet({ keys: written, expires_at })),
    );
    await store.query(tables.deleteFrom('sluice.gateway_keys').where('expires_at', '<', sql<Date>`now()`));
  };
  const writeAgain = () =>
    void write().catch((error: unknown) => logger.warn({ error }, 'The signing keys could not be published.'));
  const readAll = async () => {
    const rows = tables.selectFrom('sluice.gateway_keys').select('keys').where('gateway', '!=', gateway);
    const live = rows.where('expires_at', '>', sql<Date>`now()`);
    const found = await store.query(live, { timeoutMs: ASK_MS }).catch(() => null);
    known = found?.flatMap((row) => row.keys) ?? known;
    return known;
  };
  await write();
  const unsubscribe = keys.subscribe(writeAgain);
  const timer = setInterval(writeAgain, RENEW_MS);
  timer.unref();
  return {
    async all() {
      if (!read || performance.now() - read.at > REUSE_MS) read = { at: performance.now(), found: readAll() };
      return [...keys.published(), ...(await read.found)];
    },
    async close() {
      unsubscribe();
      clearInterval(timer);
    },
  };
}
