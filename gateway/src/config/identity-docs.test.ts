import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';

import { loadConfig } from './load-config.js';

/** The settings that the page shows, in the order in which they stand there. */
const page = readFileSync(new URL('../../../docs/identity.md', import.meta.url), 'utf8');
const [whole = '', introspection = '', certificates = ''] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(
  ([, text = '']) => text,
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(yaml: string) {
  writeFileSync(join(folder, 'sluice.yaml'), yaml);
  return loadConfig({ cwd: folder, env: { NODE_ENV: 'production', LOGIN_SECRET: 'secret' } });
}

it('the example of the page is a whole configuration, for production as well', () => {
  const { identity, mode } = load(whole);
  expect(mode).toBe('production');
  expect(identity).toMatchObject({
    resource: 'https://ai.example.com',
    issuers: [{ name: 'login', network: 'public', jwt: { types: ['at+jwt', 'JWT'], clockSkewSeconds: 60 } }],
  });
});

it('its issuer may be asked about opaque tokens, as the page shows', () => {
  const settings = parse(whole) as { identity: { issuers: Record<string, unknown>[] } };
  Object.assign(settings.identity.issuers[0] ?? {}, parse(introspection));
  const { identity } = load(stringify(settings));
  expect(identity.issuers[0]?.introspection).toMatchObject({ clientId: 'sluice-gateway', cacheSeconds: 30 });
});

it('client certificates may be callers, as the page shows', () => {
  const settings = parse(certificates) as Record<string, unknown>;
  const { services } = parse(whole) as Record<string, unknown>;
  const tls = { cert: 'cert.pem', key: 'key.pem', clientCa: 'clients.pem' };
  const { identity, server } = load(stringify({ ...settings, services, server: { tls } }));
  expect(identity.certificates).toMatchObject([{ name: 'workload', tenant: 'acme', roles: ['service'] }]);
  expect(server.tls?.clientCa).toBe(join(folder, 'clients.pem'));
});
