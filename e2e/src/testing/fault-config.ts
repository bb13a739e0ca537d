import { join } from 'node:path';

import { ROOT } from './start-sluice.js';

/** Short, so that a suite of silences is quick, and far longer than an answer takes. */
const SERVICE_TIMES = { connectMs: 1_000, headersMs: 1_000, firstTokenMs: 1_000, idleMs: 1_000, totalMs: 3_000 };
const VENDOR_TIMES = {
  connectMs: 1_000,
  headersMs: 1_000,
  firstByteMs: 1_000,
  firstTokenMs: 1_400,
  idleMs: 1_000,
  totalMs: 3_000,
};

/** Where the upstreams are. */
export interface FaultUrls {
  readonly service: { readonly first: string; readonly second: string };
  readonly vendor: { readonly first: string; readonly second: string };
  /** The first ones behind a door: of a service, of a vendor. */
  readonly door: { readonly service: string; readonly vendor: string };
  readonly again: { readonly first: string; readonly alone: string };
}

/** PEM files of what the gateway shows the service behind the door, and whom it trusts. */
export interface FaultTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly crl: string;
}

/** A gateway with routes by the names of models, each to a target that has a fault and to one that is well. */
export function faultConfig(urls: FaultUrls, tls: FaultTls): object {
  return {
    services: [
      ...direct({ 'service-first': urls.service.first, 'service-second': urls.service.second }),
      ...direct({ 'door-service': urls.door.service }, { tls }),
      ...direct({ 'again-first': urls.again.first, 'alone-first': urls.again.alone }),
      vended('vendor-first', urls.vendor.first),
      vended('vendor-second', urls.vendor.second),
      vended('door-vendor', urls.door.vendor),
    ],
    routes: ['generation', 'embeddings'].flatMap((capability) => [
      route(capability, 'service', ['service-first', 'service-second']),
      route(capability, 'vendor', ['vendor-first', 'vendor-second']),
      route(capability, 'door-service', ['door-service', 'service-second']),
      route(capability, 'door-vendor', ['door-vendor', 'vendor-second']),
      route(capability, 'again', ['again-first', 'service-second'], 2),
      route(capability, 'alone', ['alone-first'], 2),
    ]),
    routing: { breaker: { consecutiveFailures: 10_000, minimumRequests: 100_000 } },
    rateLimits: { enabled: false },
    // A stream that nobody listens to ends at once.
    limits: { subscriptions: { reconnectMs: 0 } },
  };
}

function direct(urls: Readonly<Record<string, string>>, more: object = {}): readonly object[] {
  return Object.entries(urls).map(([name, url]) => ({ name, url, timeouts: SERVICE_TIMES, ...more }));
}

function vended(name: string, url: string): object {
  return {
    name,
    run: join(ROOT, 'subgraphs/openai-compatible/dist/main.js'),
    // The authority of the tests' certificates, and the names of their hosts.
    environment: ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'FAULTY_NAMES'],
    // After the vendor's own times: embeddings have no total there.
    timeouts: { totalMs: 5_000 },
    settings: {
      baseUrl: `${url}/v1`,
      models: ['vendor'],
      embeddingModels: ['vendor'],
      timeouts: VENDOR_TIMES,
      maxAnswerBytes: 8 * 1024 * 1024,
    },
  };
}

function route(capability: string, model: string, services: readonly string[], retries = 0): object {
  const nameOf = (service: string) => (service.includes('vendor') ? 'vendor' : 'service');
  const targets = services.map((service) => ({ service, model: nameOf(service) }));
  return { capability, model, retries, targets };
}
