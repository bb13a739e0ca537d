import { randomBytes } from 'node:crypto';

import { Webhook as Signer } from 'standardwebhooks';

import type { Sealer } from '../executions/sealing/sealer.js';
import type { Webhook } from './webhook.js';

/** A secret, and until when it signs, in milliseconds since 1970; null for as long as it is the newest. */
export interface WebhookSecret {
  readonly secret: string;
  readonly until: number | null;
}

const SECRET_BYTES = 32;

/** Standard Webhooks, "Signature scheme": `whsec_` and 24 to 64 bytes in base64. */
export function generateWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

const placeOf = (webhook: string) => `webhook:${webhook}/secrets`;

export function sealSecrets(sealer: Sealer, webhook: string, secrets: readonly WebhookSecret[]): Buffer {
  return sealer.seal(JSON.stringify(secrets), placeOf(webhook));
}

/** The same, sealed under the newest key; null where they are already, or cannot be read any more. */
export function resealed(sealer: Sealer, { id, secrets }: Pick<Webhook, 'id' | 'secrets'>): Buffer | null {
  if (sealer.isCurrent(secrets)) return null;
  try {
    return sealer.seal(sealer.open(secrets, placeOf(id)), placeOf(id));
  } catch {
    return null;
  }
}

/** Those that sign now, the newest first. @throws ServiceError `INTERNAL` where the key that sealed them is gone */
export function openSecrets(
  sealer: Sealer,
  { id, secrets }: Pick<Webhook, 'id' | 'secrets'>,
  now: number,
): readonly WebhookSecret[] {
  const known = JSON.parse(sealer.open(secrets, placeOf(id))) as readonly WebhookSecret[];
  return known.filter(({ until }) => until === null || until > now);
}

/** A message as it is sent. */
export interface Message {
  readonly id: string;
  readonly body: string;
}

/** Its headers: a signature of each secret, so that a receiver may hold the old or the new one. */
export function signMessage(
  { id, body }: Message,
  secrets: readonly WebhookSecret[],
  now: number,
): Readonly<Record<string, string>> {
  const at = new Date(now);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': secrets.map(({ secret }) => new Signer(secret).sign(id, at, body)).join(' '),
  };
}
