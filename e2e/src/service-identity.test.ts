import { mkdtemp, rm } from 'node:fs/promises';
import { request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';
import { createTestAuthority, type TestAuthority, writeTlsFiles } from '@sluice/schema/testing';

import { freePort, ROOT, type Sluice, startSluice } from './testing/start-sluice.js';

const GATEWAY = 'spiffe://example/gateway';
const SERVICE = 'spiffe://example/languages';

let authority: TestAuthority;
let folder: string;
let service: ServiceProcess;
let sluice: Sluice;

const nameOf = (value: string) => ({ names: [{ type: 'url' as const, value }] });

/** A service of its own as an operator runs it elsewhere, and a gateway that knows it by its certificate. */
beforeAll(async () => {
  authority = await createTestAuthority();
  folder = await mkdtemp(join(tmpdir(), 'sluice-identity-'));
  const issue = async (name: string) =>
    writeTlsFiles(await mkdtemp(join(folder, 'end-')), await authority.issue(nameOf(name)));
  const [own, gateway, port] = [await issue(SERVICE), await issue(GATEWAY), await freePort()];
  service = await startServiceProcess(join(ROOT, 'subgraphs/fasttext/dist/main.js'), {
    env: {
      SLUICE_GATEWAY_KEYS: `http://127.0.0.1:${port}/.well-known/jwks.json`,
      SLUICE_SERVICE_NAME: 'languages',
      SLUICE_TLS_CERT: own.cert,
      SLUICE_TLS_KEY: own.key,
      SLUICE_TLS_CLIENT_CA: own.ca,
      SLUICE_TLS_CLIENT_NAMES: GATEWAY,
    },
  });
  const tls = { cert: gateway.cert, key: gateway.key, ca: gateway.ca, names: [SERVICE] };
  const services = [{ name: 'languages', url: service.url, tokenFrom: 'LANGUAGES_TOKEN', tls }];
  const env = { LANGUAGES_TOKEN: service.token };
  sluice = await startSluice({ port, config: JSON.stringify({ services }), env });
}, 120_000);

afterAll(async () => {
  await sluice[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

let asked = 0;

async function askGateway(): Promise<unknown> {
  const response = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sluice.keys()['developer']}` },
    // Never the same: what is known already is answered without the service.
    body: JSON.stringify({
      query: `{ text(content: "The museum opens at nine, says note ${(asked += 1)}.") { language { code } } }`,
    }),
  });
  return response.json();
}

/** Asks the service without the gateway, with its certificate and token, and these headers. */
async function askService(headers: Record<string, string>): Promise<number | undefined> {
  const caller = await authority.issue(nameOf(GATEWAY));
  const all = { 'content-type': 'application/json', authorization: `Bearer ${service.token}`, ...headers };
  return new Promise((resolve, reject) => {
    const options = { ...caller, method: 'POST', headers: all, checkServerIdentity: () => undefined, agent: false };
    const request = requestHttps(`${service.url}/graphql`, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end(JSON.stringify({ query: '{ __typename }' }));
  });
}

describe('a service that runs elsewhere', () => {
  it('serves the gateway, by certificate, token and assertion', async () => {
    expect(await askGateway()).toMatchObject({ data: { text: { language: { code: 'en' } } } });
  });

  it('refuses whoever has the certificate and the token, but no assertion', async () => {
    expect(await askService({})).toBe(401);
    expect(await askService({ 'x-user-id': 'admin', 'sluice-assertion': 'admin' })).toBe(401);
  });
});
