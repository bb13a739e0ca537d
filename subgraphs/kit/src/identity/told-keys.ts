import { ServiceError, type SupervisorMessage } from '@sluice/schema';
import type { CryptoKey } from 'jose';
import { type GatewayKeys, importKeys } from './gateway-keys.js';

/** A channel on which messages come: `process`. */
export interface MessageSource {
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** The keys that the gateway tells a service that it has started, on the channel between them. */
export function createToldKeys(source: MessageSource): GatewayKeys {
  let keys: Promise<ReadonlyMap<string, CryptoKey>> | undefined;
  source.on('message', (message) => {
    if (isKeys(message)) keys = importKeys(message.keys);
  });
  return {
    async find(kid) {
      if (!keys) throw new ServiceError('SERVICE_UNAVAILABLE', 'The gateway has not told its keys yet.');
      return (await keys).get(kid) ?? null;
    },
  };
}

function isKeys(message: unknown): message is SupervisorMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { type, keys } = message as Partial<Record<keyof SupervisorMessage, unknown>>;
  return type === 'keys' && Array.isArray(keys);
}
