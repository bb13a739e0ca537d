import type { GatewayKey } from '@sluice/schema';
import { type CryptoKey, importJWK } from 'jose';

/** The public keys of the gateways that a service listens to. */
export interface GatewayKeys {
  /** The key of a name; null where no gateway has published it. @throws `SERVICE_UNAVAILABLE` where none are known */
  find(kid: string): Promise<CryptoKey | null>;
}

/** Most keys that are read: three for each of a hundred gateways. */
const MAX_KEYS = 300;

/** Makes keys of what was published; what is no key of a gateway is left out. */
export async function importKeys(published: readonly unknown[]): Promise<ReadonlyMap<string, CryptoKey>> {
  const keys = published.slice(0, MAX_KEYS).filter(isGatewayKey);
  const imported = keys.map(async ({ kid, kty, crv, x, y, alg }) => {
    const key = await importJWK({ kty, crv, x, y, alg }).catch(() => null);
    return key === null || key instanceof Uint8Array ? [] : [[kid, key] as const];
  });
  return new Map((await Promise.all(imported)).flat());
}

function isGatewayKey(value: unknown): value is GatewayKey {
  if (typeof value !== 'object' || value === null) return false;
  const { kty, crv, x, y, kid, alg } = value as Partial<Record<keyof GatewayKey, unknown>>;
  const isEs256 = kty === 'EC' && crv === 'P-256' && alg === 'ES256';
  return isEs256 && [x, y, kid].every((part) => typeof part === 'string' && part.length <= 100);
}
