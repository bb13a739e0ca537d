import { join } from 'node:path';

import { createServiceProtocol } from './faulty-upstream/service-protocol.js';
import { type FaultyUpstream, startFaultyUpstream } from './faulty-upstream/start-faulty-upstream.js';
import { createVendorProtocol } from './faulty-upstream/vendor-protocol.js';
import { ROOT, type Sluice, startSluice } from './start-sluice.js';

/** Two targets of one route: what fails, and what is well. */
export interface Pair {
  readonly first: FaultyUpstream;
  readonly second: FaultyUpstream;
}

/** A gateway before services that fail, and before services whose vendor does. */
export interface FaultGateway extends AsyncDisposable {
  readonly sluice: Sluice;
  readonly service: Pair;
  readonly vendor: Pair;
}

/** Short, so that a suite of silences is quick, and far longer than an answer takes. */
const SERVICE_TIMES = { connectMs: 1_000, headersMs: 500, firstTokenMs: 500, idleMs: 500, totalMs: 1_500 };
const VENDOR_TIMES = {
  connectMs: 1_000,
  headersMs: 500,
  firstByteMs: 500,
  firstTokenMs: 700,
  idleMs: 500,
  totalMs: 1_500,
};

export async function startFaultGateway(): Promise<FaultGateway> {
  const service = {
    first: await startFaultyUpstream(createServiceProtocol({ name: 'first', model: 'service' })),
    second: await startFaultyUpstream(createServiceProtocol({ name: 'second', model: 'service' })),
  };
  const vendor = {
    first: await startFaultyUpstream(createVendorProtocol({ name: 'first', model: 'vendor' })),
    second: await startFaultyUpstream(createVendorProtocol({ name: 'second', model: 'vendor' })),
  };
  const sluice = await startSluice({ config: JSON.stringify(configOf(service, vendor)) });
  const upstreams = [service, vendor].flatMap(({ first, second }) => [first, second]);
  return {
    sluice,
    service,
    vendor,
    async [Symbol.asyncDispose]() {
      await sluice[Symbol.asyncDispose]();
      await Promise.all(upstreams.map((upstream) => upstream[Symbol.asyncDispose]()));
    },
  };
}

function configOf(service: Pair, vendor: Pair): object {
  const direct = (name: string, { url }: FaultyUpstream) => ({ name, url, timeouts: SERVICE_TIMES });
  const vended = (name: string, { url }: FaultyUpstream) => ({
    name,
    run: join(ROOT, 'subgraphs/openai-compatible/dist/main.js'),
    // After the vendor's own times: embeddings have no total there.
    timeouts: { totalMs: 2_500 },
    settings: { baseUrl: `${url}/v1`, models: ['vendor'], embeddingModels: ['vendor'], timeouts: VENDOR_TIMES },
  });
  const route = (capability: string, model: string) => ({
    capability,
    model,
    retries: 0,
    targets: [{ service: `${model}-first` }, { service: `${model}-second` }],
  });
  return {
    services: [
      direct('service-first', service.first),
      direct('service-second', service.second),
      vended('vendor-first', vendor.first),
      vended('vendor-second', vendor.second),
    ],
    routes: ['generation', 'embeddings'].flatMap((capability) =>
      ['service', 'vendor'].map((model) => route(capability, model)),
    ),
    routing: { breaker: { consecutiveFailures: 10_000, minimumRequests: 100_000 } },
    rateLimits: { enabled: false },
  };
}
