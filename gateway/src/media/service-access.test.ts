import { describe, expect, it } from '@jest/globals';

import type { Principal } from '../identity/principal.js';
import { serviceTimeouts } from '../config/timeout-settings.js';
import { createServiceAccess } from './service-access.js';
import { tenantKey } from './store/tenant-key.js';
import { generateSigningKey, parseSigningKeys } from './urls/signing-keys.js';
import { createMediaUrls } from './urls/media-url.js';

const PUBLIC = 'https://sluice.example/ai';
const NOW = 1_800_000_000_000;
const principalOf = (tenant: string): Principal => ({ id: 'p', tenant, kind: 'api-key', roles: [], permissions: [] });
const [acme, other] = [principalOf('acme'), principalOf('other')];

const urlsWith = (keys = generateSigningKey(), now = () => NOW) =>
  createMediaUrls({ keys: parseSigningKeys(keys), publicUrl: () => PUBLIC, now });
const urls = urlsWith();

function accessFrom(listenUrl: string) {
  const options = { urls, maxBytes: 1_000, listenUrl: () => listenUrl, now: () => NOW };
  return createServiceAccess({ ...options, remoteUrl: () => `${PUBLIC}/` });
}
const access = accessFrom('http://127.0.0.1:4000');
const timeouts = serviceTimeouts.parse({});
const targetAt = (url: string) => ({
  key: 'ocr',
  instance: 'ocr',
  service: 'ocr',
  model: null,
  limitScope: '',
  url,
  token: null,
  timeouts,
});

const imageOf = (tenant: string, mediaType: 'image/png' | 'audio/wav' = 'image/png') =>
  ({ tenant: tenantKey(tenant), id: 'ab'.repeat(32), mediaType }) as const;

describe('where a service reaches media', () => {
  it.each([
    ['http://127.0.0.1:4001', 'http://127.0.0.1:4000'],
    ['http://localhost:4001', 'http://127.0.0.1:4000'],
    ['http://[::1]:4001', 'http://127.0.0.1:4000'],
    ['http://ocr.internal:4001', PUBLIC],
    ['http://127.0.0.1.example:4001', PUBLIC],
  ])('is, for %s, %s', (service, origin) => {
    expect(access.originFor(targetAt(service))).toBe(origin);
  });

  it('is one address of IPv6 where the gateway listens on all', () => {
    expect(accessFrom('http://[::]:4000').originFor(targetAt('http://[::1]:4001'))).toBe('http://[::1]:4000');
  });
});

describe('the URL for what a service makes', () => {
  it('is for the caller’s tenant, a kind, a size and a time, and holds as often as it is used', () => {
    const path = urls.ownPath(access.writeUrl('audio', acme, 5_000)) ?? '';
    const grant = { tenant: tenantKey('acme'), kind: 'audio', maxBytes: 1_000, expiresAt: NOW + 65_000 };
    expect([urls.checkWrite(path), urls.checkWrite(path)]).toEqual([grant, grant]);
  });
});

describe('a URL that a service answers with', () => {
  it('is taken where it is one of the caller’s tenant', () => {
    expect(access.isOwnUrl(urls.read(imageOf('acme')), 'image', acme)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['of another kind', urls.read(imageOf('acme', 'audio/wav'))],
    ['of another tenant', urls.read(imageOf('other'))],
    ['that another key signed', urlsWith().read(imageOf('acme'))],
    ['that has no signature', urls.read(imageOf('acme')).split('?')[0]],
    ['of another host', urls.read(imageOf('acme')).replace('sluice.example', 'elsewhere.example')],
    ['that permits to write', access.writeUrl('image', acme, 5_000)],
    ['with the bytes in it', 'data:image/png;base64,iVBORw0KGgo='],
    ['of the web', 'https://example.org/a.png'],
    ['that is none', 42],
    ['that is missing', null],
  ])('%s is not', (_what, url) => {
    expect(access.isOwnUrl(url, 'image', acme)).toBe(false);
  });

  it('is not taken from one tenant for another', () => {
    expect(access.isOwnUrl(urls.read(imageOf('acme')), 'image', other)).toBe(false);
  });
});
