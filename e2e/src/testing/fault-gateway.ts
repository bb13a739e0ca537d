import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestAuthority, writeTlsFiles } from '@sluice/schema/testing';

import { type FaultTls, faultConfig } from './fault-config.js';
import { type Certificates, issueCertificates } from './faulty-upstream/certificates.js';
import type { DoorState } from './faulty-upstream/door.js';
import { createServiceProtocol } from './faulty-upstream/service-protocol.js';
import { type FaultyUpstream, startFaultyUpstream } from './faulty-upstream/start-faulty-upstream.js';
import { createVendorProtocol } from './faulty-upstream/vendor-protocol.js';
import { type Sluice, startSluice } from './start-sluice.js';

/** Two targets of one route: what fails, and what is well. */
export interface Pair {
  readonly first: FaultyUpstream;
  readonly second: FaultyUpstream;
}

/** The routes, by the model that is asked for. */
export const FAULT_MODELS = [
  'service',
  'vendor',
  // The first one is reached through a door that can be shut, or speaks TLS.
  'door-service',
  'door-vendor',
  // Two retries; the latter has no second target.
  'again',
  'alone',
] as const;

export type FaultModel = (typeof FAULT_MODELS)[number];

/** A gateway before services that fail, and before services whose vendor does. */
export interface FaultGateway extends AsyncDisposable {
  readonly sluice: Sluice;
  readonly pairs: Readonly<Record<FaultModel, Pair>>;
  /** What the upstreams behind doors can show. */
  readonly certificates: Certificates;
  /** What meets connections to the first one behind a door from now on; `unresolved` ends those that there are. */
  meet(model: 'door-service' | 'door-vendor', state: DoorState | 'unresolved'): Promise<void>;
}

type DoorArguments = readonly [state?: Exclude<DoorState, 'refused'>, host?: string];

export async function startFaultGateway(): Promise<FaultGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-faults-'));
  const authority = await createTestAuthority();
  const certificates = await issueCertificates(authority);
  const files = await writeTlsFiles(folder, await authority.issue());
  const tls = { ...files, crl: join(folder, 'crl.pem') };
  await writeFile(tls.crl, await authority.revoke(certificates.revoked.cert));
  const service = (name: string, ...door: DoorArguments) =>
    startFaultyUpstream(createServiceProtocol({ name, model: 'service' }), ...door);
  const vendor = (name: string, ...door: DoorArguments) =>
    startFaultyUpstream(createVendorProtocol({ name, model: 'vendor' }), ...door);
  const doors = {
    service: await service('first', { tls: certificates.good }, 'service.test'),
    vendor: await vendor('first', { tls: certificates.good }, 'vendor.test'),
  };
  const services = { first: await service('first'), second: await service('second') };
  const vendors = { first: await vendor('first'), second: await vendor('second') };
  const [again, alone] = [await service('first'), await service('first')];
  const pairs = {
    service: services,
    vendor: vendors,
    'door-service': { ...services, first: doors.service },
    'door-vendor': { ...vendors, first: doors.vendor },
    again: { ...services, first: again },
    alone: { ...services, first: alone },
  };
  const names = join(folder, 'unresolved');
  await writeFile(names, '');
  const sluice = await startBefore(pairs, { tls, names });
  return {
    sluice,
    pairs,
    certificates,
    async meet(model, state) {
      const { first } = pairs[model];
      await writeFile(names, state === 'unresolved' ? new URL(first.url).hostname : '');
      await first.meet(state === 'unresolved' ? { tls: certificates.good } : state);
    },
    async [Symbol.asyncDispose]() {
      await sluice[Symbol.asyncDispose]();
      const upstreams = new Set(Object.values(pairs).flatMap(({ first, second }) => [first, second]));
      await Promise.all([...upstreams].map((upstream) => upstream[Symbol.asyncDispose]()));
      await rm(folder, { recursive: true });
    },
  };
}

function startBefore(
  pairs: FaultGateway['pairs'],
  { tls, names }: { readonly tls: FaultTls; readonly names: string },
): Promise<Sluice> {
  const urlsOf = ({ first, second }: Pair) => ({ first: first.url, second: second.url });
  const urls = {
    service: urlsOf(pairs.service),
    vendor: urlsOf(pairs.vendor),
    door: { service: pairs['door-service'].first.url, vendor: pairs['door-vendor'].first.url },
    again: { first: pairs.again.first.url, alone: pairs.alone.first.url },
  };
  const preload = new URL('faulty-names.mjs', import.meta.url).href;
  const env = { NODE_EXTRA_CA_CERTS: tls.ca, NODE_OPTIONS: `--import=${preload}`, FAULTY_NAMES: names };
  return startSluice({ config: JSON.stringify(faultConfig(urls, tls)), env });
}
