import { createHash } from 'node:crypto';

import type { Principal } from '../../identity/principal.js';
import type { EffectiveRate } from './effective-rate.js';

/** What one count is kept under: its limit, and a hash of who shares it and of the field. */
export interface RateKey {
  readonly limit: number;
  readonly duration: number;
  readonly owner: string;
}

/** The key of a count. The coordinate is a part of it: fields of one limit would share a count otherwise. */
export function writeRateKey(
  { limit, duration, per }: EffectiveRate,
  principal: Principal,
  coordinate: string,
): string {
  const parts = JSON.stringify([per, ownerOf(per, principal), coordinate]);
  return `${limit}/${duration}/${createHash('sha256').update(parts).digest('base64url')}`;
}

/** Reads what `writeRateKey` wrote. */
export function readRateKey(key: string): RateKey {
  const [limit, duration, owner = ''] = key.split('/');
  return { limit: Number(limit), duration: Number(duration), owner };
}

/** A caller whose address is not known shares its count with others of that kind: nobody gets one of their own. */
function ownerOf(per: EffectiveRate['per'], { tenant, kind, id, address = '' }: Principal): readonly string[] {
  switch (per) {
    case 'principal':
      // Callers without a credential are one principal: an address tells them apart.
      return kind === 'anonymous' ? [tenant, kind, address] : [tenant, kind, id];
    case 'tenant':
      return [tenant];
    case 'address':
      return [address];
  }
}
