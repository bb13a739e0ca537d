import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestAuthority, type IssueOptions, type TestAuthority, writeTlsFiles } from '@sluice/schema/testing';
import { silentLogger } from '@sluice/telemetry';
import { createService } from '../create-service.js';
import { readServiceEnvironment } from '../service-environment.js';
import type { MutualTlsOptions, Service } from '../service.js';
import { createToys } from '../testing/toy-capabilities.js';

const NAME = 'spiffe://example/gateway';
const GATEWAY: IssueOptions = { names: [{ type: 'url', value: NAME }] };
const HOUR = 3_600_000;
const hence = (hours: number) => new Date(Date.now() + hours * HOUR);

let authority: TestAuthority;
let stranger: TestAuthority;
let folder: string;
let tls: MutualTlsOptions;
/** A caller whose certificate was taken back. */
let revoked: RequestOptions;
let service: Service;
let url: string;

beforeAll(async () => {
  authority = await createTestAuthority();
  stranger = await createTestAuthority('A stranger');
  folder = await mkdtemp(join(tmpdir(), 'sluice-kit-tls-'));
  const taken = await authority.issue(GATEWAY);
  revoked = taken;
  const crl = join(folder, 'crl.pem');
  await writeFile(crl, await authority.revoke(taken.cert));
  tls = { ...(await writeTlsFiles(folder, await authority.issue())), crl, names: ['gateway.example', NAME] };
  const { language } = createToys().toys;
  service = createService({ name: 'toy', version: '1.0.0', logger: silentLogger, capabilities: { language } });
  ({ url } = await service.listen({ token: 'the-token', tls }));
  await service.load();
});

afterAll(async () => {
  await service.close(100);
  await rm(folder, { recursive: true });
});

/** Asks on a connection of its own. */
async function ask(
  options: RequestOptions = {},
): Promise<{ status: number | undefined; body: string; serial: string }> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer the-token' };
  const request = requestHttps(`${url}/graphql`, {
    method: 'POST',
    ca: authority.ca,
    headers,
    agent: false,
    ...options,
  });
  request.end(JSON.stringify({ query: '{ __typename }' }));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const serial = (response.socket as TLSSocket).getPeerCertificate().serialNumber;
  return { status: response.statusCode, body: await text(response), serial };
}

describe('a service with mutual TLS', () => {
  it('answers a caller whose certificate is for a name of the list', async () => {
    expect(url).toMatch(/^https:/);
    expect(await ask(await authority.issue(GATEWAY))).toMatchObject({ status: 200 });
    const host = await authority.issue({ names: [{ type: 'dns', value: 'Gateway.Example' }] });
    expect(await ask(host)).toMatchObject({ status: 200 });
  });

  it.each<[string, () => Promise<RequestOptions>]>([
    ['no certificate', async () => ({})],
    ['a certificate of another authority', async () => ({ ...(await stranger.issue(GATEWAY)), ca: authority.ca })],
    ['a certificate for another name', () => authority.issue()],
    ['that of another service', () => authority.issue({ names: [{ type: 'url', value: 'spiffe://example/toy' }] })],
    ['one for a name that only begins so', () => authority.issue({ names: [{ type: 'url', value: `${NAME}-2` }] })],
    [
      'a certificate that has expired',
      () => authority.issue({ ...GATEWAY, notBefore: hence(-3), notAfter: hence(-1) }),
    ],
    [
      'a certificate that is not valid yet',
      () => authority.issue({ ...GATEWAY, notBefore: hence(1), notAfter: hence(2) }),
    ],
    ['a certificate that was revoked', async () => revoked],
    [
      'TLS 1.1',
      async () => ({
        ...(await authority.issue(GATEWAY)),
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
    ],
  ])('cuts off a caller with %s, at every path', async (_, options) => {
    const given = await options();
    for (const path of ['/graphql', '/health/ready', '/metrics'])
      await expect(ask({ ...given, path })).rejects.toThrow(/alert|socket|ECONNRESET|protocol/i);
  });

  it('demands the token as well', async () => {
    const caller = await authority.issue(GATEWAY);
    const headers = { 'content-type': 'application/json', authorization: 'Bearer another' };
    expect(await ask({ ...caller, headers })).toMatchObject({ status: 401 });
  });

  it('goes over to a renewed certificate under load, without a failed call', async () => {
    const caller = await authority.issue(GATEWAY);
    const { serial: before } = await ask(caller);
    await writeTlsFiles(folder, await authority.issue());
    const statuses = new Set<number | undefined>();
    let now = before;
    const load = async () => {
      while (now === before) {
        const { status, serial } = await ask(caller);
        statuses.add(status);
        if (serial !== before) now = serial;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await Promise.all(Array.from({ length: 4 }, load));
    expect(statuses).toEqual(new Set([200]));
  }, 60_000);
});

describe('its environment', () => {
  const environment = () => ({
    SLUICE_TLS_CERT: tls.cert,
    SLUICE_TLS_KEY: tls.key,
    SLUICE_TLS_CLIENT_CA: tls.ca,
    SLUICE_TLS_CLIENT_NAMES: `gateway.example, ${NAME}`,
    SLUICE_TLS_CLIENT_CRL: tls.crl,
  });

  it('names the files and the callers', () => {
    expect(readServiceEnvironment(environment())).toMatchObject({ tls });
  });

  it.each(['SLUICE_TLS_CERT', 'SLUICE_TLS_KEY', 'SLUICE_TLS_CLIENT_CA', 'SLUICE_TLS_CLIENT_NAMES'])(
    'is refused without %s: half of it would be less than it looks',
    (variable) => {
      expect(() => readServiceEnvironment({ ...environment(), [variable]: '' })).toThrow(variable);
    },
  );

  it('is refused with a file that is not there', () => {
    const wrong = { ...environment(), SLUICE_TLS_KEY: join(folder, 'none.pem') };
    expect(() => readServiceEnvironment(wrong)).toThrow(/^SLUICE_TLS_KEY: .*none\.pem is not there/);
  });

  it('is refused with keys that are nowhere', () => {
    expect(() => readServiceEnvironment({ SLUICE_GATEWAY_KEYS: 'somewhere' })).toThrow(/SLUICE_GATEWAY_KEYS/);
  });
});
