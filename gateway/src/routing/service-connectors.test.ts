import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureContextOptions, TLSSocket } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';
import { createTestAuthority, type IssueOptions, type TestAuthority, writeTlsFiles } from '@sluice/schema/testing';
import { silentLogger } from '@sluice/telemetry';

import type { ServiceTlsConfig } from '../config/config.js';
import { serviceTimeouts } from '../config/timeout-settings.js';
import { createServiceClient } from './service-client.js';
import { createServiceConnectors } from './service-connectors.js';

const HOUR = 3_600_000;
const hence = (hours: number) => new Date(Date.now() + hours * HOUR);
const SERVICE_NAME = 'spiffe://example/encoder';
const NAMED: IssueOptions = { names: [{ type: 'url', value: SERVICE_NAME }] };

let authority: TestAuthority;
let stranger: TestAuthority;
let folder: string;
/** What the gateway shows, and whom it trusts. */
let tls: ServiceTlsConfig;

beforeAll(async () => {
  authority = await createTestAuthority();
  stranger = await createTestAuthority('A stranger');
  folder = await mkdtemp(join(tmpdir(), 'sluice-mtls-'));
  tls = await writeTlsFiles(folder, await authority.issue({ names: [{ type: 'dns', value: 'gateway.example' }] }));
});
afterAll(() => rm(folder, { recursive: true }));

/** A service that demands a certificate, and tells what it was shown. */
interface SecureService extends AsyncDisposable {
  readonly server: Server;
  readonly url: string;
  readonly serials: Set<string>;
  requests: number;
}

async function startService(options: SecureContextOptions): Promise<SecureService> {
  const serials = new Set<string>();
  const terms = { ca: authority.ca, requestCert: true, rejectUnauthorized: true, ...options };
  const server = createServer(terms, ({ socket }, response) => {
    service.requests += 1;
    serials.add((socket as TLSSocket).getPeerCertificate().serialNumber);
    // Each request has a connection of its own, as in the end behind any load balancer.
    response.setHeader('connection', 'close').setHeader('content-type', 'application/json').end('{"data":{"a":1}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service: SecureService = {
    server,
    serials,
    requests: 0,
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}

function connect({ url }: SecureService, settings: ServiceTlsConfig = tls) {
  const timeouts = serviceTimeouts.parse({ headersMs: 5_000, totalMs: 10_000 });
  const config = { kind: 'url' as const, name: 'encoder', url, timeouts, capabilities: {}, tls: settings };
  const connectors = createServiceConnectors({ services: [config], guard: null, logger: silentLogger });
  const client = createServiceClient({ connectors });
  const about = {
    requestId: 'r',
    traceparent: 't',
    mediaOrigin: null,
    mediaWriteUrl: null,
    assertion: 'a',
    headers: {},
  };
  const send = (service = 'encoder') =>
    client.send(
      { key: service, instance: service, service, model: null, limitScope: '', url, token: null, timeouts },
      { query: '{ a }', variables: {}, operationName: undefined },
      { ...about, signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 },
    );
  const dispose = async () => {
    await client.close();
    await connectors.close();
  };
  return { send, [Symbol.asyncDispose]: dispose };
}

describe('mutual TLS with a service', () => {
  it('shows it a certificate, and takes its own', async () => {
    await using service = await startService(await authority.issue());
    await using connection = connect(service);
    expect(await connection.send()).toEqual({ data: { a: 1 } });
  });

  it('takes a name of the list instead of the host', async () => {
    await using service = await startService(await authority.issue(NAMED));
    await using connection = connect(service, { ...tls, names: ['other', SERVICE_NAME] });
    expect(await connection.send()).toEqual({ data: { a: 1 } });
  });

  it.each<[string, () => Promise<SecureContextOptions>, Partial<ServiceTlsConfig>]>([
    ['of another authority', () => stranger.issue(), {}],
    ['for another host', () => authority.issue(NAMED), {}],
    ['for no name of the list, though for the host', () => authority.issue(), { names: [SERVICE_NAME] }],
    ['that has expired', () => authority.issue({ notBefore: hence(-3), notAfter: hence(-1) }), {}],
    ['that is not valid yet', () => authority.issue({ notBefore: hence(1), notAfter: hence(2) }), {}],
    [
      'over TLS 1.1',
      async () => ({
        ...(await authority.issue()),
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
      {},
    ],
  ])('refuses a certificate %s, and sends nothing', async (_, issue, settings) => {
    await using service = await startService(await issue());
    await using connection = connect(service, { ...tls, ...settings });
    const failure = await connection.send().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({ code: 'PROVIDER_CONNECTION_FAILED', details: { phase: 'BEFORE_DISPATCH' } });
    expect(service.requests).toBe(0);
  });

  it('shows its certificate for its service alone, whoever else is at the same URL', async () => {
    await using service = await startService(await authority.issue());
    await using connection = connect(service);
    await connection.send();
    await expect(connection.send('another')).rejects.toMatchObject({ code: 'PROVIDER_CONNECTION_FAILED' });
    expect(service.requests).toBe(1);
  });

  it('refuses a certificate that was revoked, and takes one that was not', async () => {
    const [good, bad] = [await authority.issue(), await authority.issue()];
    const crl = join(folder, 'crl.pem');
    await writeFile(crl, await authority.revoke(bad.cert));
    await using kept = await startService(good);
    await using revoked = await startService(bad);
    await using toKept = connect(kept, { ...tls, crl });
    await using toRevoked = connect(revoked, { ...tls, crl });
    expect(await toKept.send()).toEqual({ data: { a: 1 } });
    await expect(toRevoked.send()).rejects.toMatchObject({ code: 'PROVIDER_CONNECTION_FAILED' });
    expect(revoked.requests).toBe(0);
  });

  it('goes over to a renewed certificate under load, without a failed call', async () => {
    await using service = await startService({ ...(await authority.issue()) });
    await using connection = connect(service);
    await connection.send();
    const [first] = service.serials;
    await writeTlsFiles(folder, await authority.issue());
    let failures = 0;
    const load = async () => {
      while (service.serials.size < 2) {
        await connection.send().catch(() => (failures += 1));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await Promise.all(Array.from({ length: 8 }, load));
    expect(failures).toBe(0);
    expect([...service.serials]).toEqual([first, expect.not.stringMatching(String(first))]);
  }, 60_000);

  it('ends the start where a file cannot be used, with the setting', () => {
    const settings = { ...tls, key: join(folder, 'none.pem') };
    const config = { kind: 'url' as const, name: 'encoder', url: 'https://a', capabilities: {}, tls: settings };
    const timeouts = serviceTimeouts.parse({});
    expect(() =>
      createServiceConnectors({ services: [{ ...config, timeouts }], guard: null, logger: silentLogger }),
    ).toThrow(/none\.pem: services: encoder: tls\.key: is not there/);
  });
});
