import { isIPv6 } from 'node:net';

import type { DiscoverySettings } from '../../config/discovery-settings.js';

/** What asks name servers; `Resolver` of `node:dns/promises` does. */
export interface NameServer {
  resolve4(name: string): Promise<string[]>;
  resolve6(name: string): Promise<string[]>;
  resolveSrv(name: string): Promise<{ readonly name: string; readonly port: number }[]>;
}

/** More are no instances, but somebody's mistake. */
const MAX_INSTANCES = 100;

/**
 * The origins that DNS tells of, in an order that does not change with that of the answer.
 *
 * @throws what the name server answers, so that nobody takes a failure for an empty answer
 */
export async function findOrigins(
  { dns, type, port, scheme }: DiscoverySettings,
  server: NameServer,
): Promise<readonly string[]> {
  const origin = (address: string, at: number | undefined) =>
    `${scheme}://${isIPv6(address) ? `[${address}]` : address}:${at ?? 0}`;
  const found = async () => {
    switch (type) {
      case 'A':
        return (await server.resolve4(dns)).map((address) => origin(address, port));
      case 'AAAA':
        return (await server.resolve6(dns)).map((address) => origin(address, port));
      case 'SRV': {
        const records = await server.resolveSrv(dns);
        const addresses = records.map(async (record) =>
          (await addressesOf(record.name, server)).map((address) => origin(address, record.port)),
        );
        return (await Promise.all(addresses)).flat();
      }
    }
  };
  return [...new Set(await found())].sort().slice(0, MAX_INSTANCES);
}

async function addressesOf(name: string, server: NameServer): Promise<string[]> {
  const isNone = (error: unknown) => (error as { code?: unknown }).code === 'ENODATA';
  return server.resolve4(name).catch((error: unknown) => {
    if (!isNone(error)) throw error;
    return server.resolve6(name);
  });
}
