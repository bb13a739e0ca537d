import { ServiceError } from '@sluice/schema';
import type { CryptoKey } from 'jose';
import { readBoundedJson } from '../read-bounded.js';
import { type GatewayKeys, importKeys } from './gateway-keys.js';

export interface RemoteKeysOptions {
  /** Where the JWK Set stands: `https://ai.example.com/.well-known/jwks.json`. */
  readonly url: string;
  /** Reads it. @default over HTTP, within 3 s, up to 64 KiB, without redirects */
  readonly fetchKeys?: (url: string) => Promise<unknown>;
  /** How long what was read is used before it is read again, beside the calls, in milliseconds. @default 300,000 */
  readonly freshMs?: number;
  /** How long it is used at most when it cannot be read again, in milliseconds. @default a day */
  readonly staleMs?: number;
  /** Shortest time between two readings, whatever names of keys come, in milliseconds. @default 2,000 */
  readonly coolDownMs?: number;
  /** In milliseconds. @default performance.now */
  readonly now?: () => number;
}

const TIMEOUT_MS = 3_000;
const MAX_BYTES = 64 * 1024;
const FRESH_MS = 300_000;
const STALE_MS = 86_400_000;
const COOL_DOWN_MS = 2_000;

/**
 * The keys that stand at a gateway's URL. They outlive an outage of it, a rotation fails no call, and a flood of unknown
 * names makes one request in a while: all who wait share it.
 */
export function createRemoteKeys(options: RemoteKeysOptions): GatewayKeys {
  const { url, fetchKeys = fetchOverHttp, now = () => performance.now() } = options;
  const { freshMs = FRESH_MS, staleMs = STALE_MS, coolDownMs = COOL_DOWN_MS } = options;
  let held: { readonly keys: ReadonlyMap<string, CryptoKey>; readonly at: number } | null = null;
  let lastTry = -Infinity;
  let lastFailure: unknown;
  let loading: Promise<void> | null = null;

  async function load(): Promise<void> {
    try {
      const { keys } = (await fetchKeys(url)) as { readonly keys?: unknown };
      const imported = await importKeys(Array.isArray(keys) ? (keys as unknown[]) : []);
      if (imported.size > 0) held = { keys: imported, at: now() };
    } catch (error) {
      // What is held is used on; whoever finds nothing is told so.
      lastFailure = error;
    } finally {
      loading = null;
    }
  }
  function refresh(): Promise<void> {
    if (loading) return loading;
    if (now() - lastTry < coolDownMs) return Promise.resolve();
    lastTry = now();
    return (loading = load());
  }
  const current = () => (held && now() - held.at <= staleMs ? held : null);

  return {
    async find(kid) {
      const known = current();
      if (known && now() - known.at > freshMs) void refresh();
      if (!known?.keys.has(kid)) await refresh();
      const keys = current()?.keys;
      if (!keys) throw unreadable(lastFailure);
      return keys.get(kid) ?? null;
    },
  };
}

/** The reason is for the log. */
function unreadable(cause: unknown): ServiceError {
  return new ServiceError('SERVICE_UNAVAILABLE', 'The keys of the gateway cannot be read.', {}, { cause });
}

async function fetchOverHttp(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new TypeError(`Expected keys, got status ${response.status}.`);
  return readBoundedJson(response, MAX_BYTES);
}
