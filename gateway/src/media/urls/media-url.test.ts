import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { tenantKey } from '../store/tenant-key.js';
import { createMediaUrls } from './media-url.js';
import { generateSigningKey, parseSigningKeys, readOrCreateSigningKeys } from './signing-keys.js';

const HOUR = 3_600_000;
const oldKeys = generateSigningKey();
const keys = generateSigningKey();
const address = { tenant: tenantKey('acme'), id: 'a'.repeat(64), mediaType: 'image/png' } as const;
const grant = { tenant: tenantKey('acme'), kind: 'audio', maxBytes: 1_000, expiresAt: 10 * HOUR } as const;

const at = (now: number, ring = keys) =>
  createMediaUrls({ keys: parseSigningKeys(ring), publicUrl: () => 'https://gateway.example', now: () => now });
const pathOf = (url: string) => url.slice('https://gateway.example'.length);

describe('a URL to read', () => {
  const path = pathOf(at(HOUR).read(address));

  it('says where, until when and by which key', () => {
    expect(path).toMatch(
      new RegExp(`^/media/${address.tenant}/${address.id}\\.png\\?expires=\\d+&key=[0-9a-f]{8}&signature=[\\w-]{43}$`),
    );
    expect(at(HOUR).checkRead(path)).toEqual({ address, expiresAt: 3 * HOUR });
  });

  it('is the same for a while, and always good for an hour', () => {
    expect(at(HOUR + 1).read(address)).toBe(at(2 * HOUR - 1).read(address));
    for (const now of [HOUR, 1.5 * HOUR, 2 * HOUR - 1]) {
      expect(at(now + HOUR).checkRead(pathOf(at(now).read(address)))).toBeDefined();
    }
  });

  it('expires', () => {
    expect(() => at(3 * HOUR).checkRead(path)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it.each<[string, (path: string) => string]>([
    ['another tenant', (text) => text.replace(address.tenant, tenantKey('other'))],
    ['another picture', (text) => text.replace('aaaa', 'aaab')],
    ['another type', (text) => text.replace('.png', '.gif')],
    ['a later end', (text) => text.replace('expires=1', 'expires=2')],
    [
      'another signature',
      (text) => text.replace(/signature=./, (found) => (found.endsWith('A') ? 'signature=B' : 'signature=A')),
    ],
    [
      'a last character that decodes to the same',
      (text) => text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1),
    ],
    ['half a signature', (text) => text.slice(0, -20)],
    ['no signature', (text) => text.replace(/signature=.*/, 'signature=')],
    ['an unknown key', (text) => text.replace(/key=\w+/, 'key=00000000')],
    ['__proto__ as a key', (text) => text.replace(/key=\w+/, 'key=__proto__')],
  ])('is refused with %s', (_, tamper) => {
    expect(tamper(path)).not.toBe(path);
    expect(() => at(HOUR).checkRead(tamper(path))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it.each<[string, (path: string) => string]>([
    ['further parameters', (text) => `${text}&a=b`],
    ['one twice', (text) => `${text}&expires=9`],
    ['no end', (text) => text.replace(/expires=\d+&/, '')],
    ['an end that is no number', (text) => text.replace(/expires=\d+/, 'expires=1e9')],
    ['a path out of its folder', (text) => text.replace('/media/', '/media/../')],
    ['an escaped path', (text) => text.replace('aaaa', '%61aaa')],
    ['a type that is not taken', (text) => text.replace('.png', '.svg')],
    ['a deeper path', (text) => text.replace('.png', '.png/x')],
  ])('is not one with %s', (_, change) => {
    expect(() => at(HOUR).checkRead(change(path))).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('outlives the rotation of keys as long as the old one is known', () => {
    const old = pathOf(at(HOUR, oldKeys).read(address));
    expect(at(HOUR, `${keys},${oldKeys}`).checkRead(old)).toBeDefined();
    expect(at(HOUR, `${keys},${oldKeys}`).read(address)).toBe(at(HOUR, keys).read(address));
    expect(() => at(HOUR, keys).checkRead(old)).toThrow('signature');
  });
});

describe('a URL to write', () => {
  const path = pathOf(at(HOUR).write(grant));

  it('says for whom, what and how much', () => {
    expect(at(HOUR).checkWrite(path)).toEqual(grant);
    expect(() => at(10 * HOUR).checkWrite(path)).toThrow('expired');
  });

  it.each<[string, (path: string) => string]>([
    ['another tenant', (text) => text.replace(grant.tenant, tenantKey('other'))],
    ['another kind', (text) => text.replace('audio', 'image')],
    ['more bytes', (text) => text.replace('bytes=1000', 'bytes=9999')],
    ['a later end', (text) => text.replace('expires=3', 'expires=9')],
  ])('is refused with %s', (_, tamper) => {
    expect(() => at(HOUR).checkWrite(tamper(path))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it('is none to read, nor the other way round', () => {
    expect(() => at(HOUR).checkRead(path)).toThrow('No such');
    expect(() => at(HOUR).checkWrite(pathOf(at(HOUR).read(address)))).toThrow('No such');
    const { search } = new URL(at(HOUR).write({ ...grant, expiresAt: 3 * HOUR }));
    const signature = new URLSearchParams(search).get('signature') ?? '';
    const forged = pathOf(at(HOUR).read(address)).replace(/signature=.*/, `signature=${signature}`);
    expect(() => at(HOUR).checkRead(forged)).toThrow('signature');
  });
});

describe("this gateway's own URLs", () => {
  it.each([
    ['https://gateway.example/media/x?y', '/media/x?y'],
    ['/media/x', '/media/x'],
    ['https://gateway.example.evil/media/x', undefined],
    ['https://gateway.example@evil/media/x', undefined],
    ['https://gateway.example/other', undefined],
    ['http://gateway.example/media/x', undefined],
    ['//evil/media/x', undefined],
  ])('are told from others: %s', (url, path) => expect(at(0).ownPath(url)).toBe(path));
});

describe('signing keys', () => {
  it('are made once and kept, for the owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-keys-'));
    const file = join(folder, 'data', 'media-keys');
    const made = await Promise.all([readOrCreateSigningKeys(file), readOrCreateSigningKeys(file)]);
    expect(made[0]).toEqual(made[1]);
    expect(await readOrCreateSigningKeys(file)).toEqual(made[0]);
    expect(parseSigningKeys((await readFile(file, 'utf8')).trim())[0].secret).toHaveLength(32);
    const { mode } = await stat(file);
    // Windows knows no such bits.
    expect([0o600, process.platform === 'win32' ? mode & 0o777 : 0o600]).toContain(mode & 0o777);
    await rm(folder, { recursive: true });
  });

  it.each(['', 'short:abc', `${keys},`, 'no colon', `${keys},${keys}`, `!!:${'a'.repeat(43)}`])(
    'of another form are refused without being repeated: %j',
    (text) => {
      expect(() => parseSigningKeys(text)).toThrow(/Expected media signing keys|share an id/);
      expect(() => parseSigningKeys('secretsecret:x')).not.toThrow(/secretsecret/);
    },
  );
});
