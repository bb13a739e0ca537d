import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { createRemoteKeys } from './remote-keys.js';

const keyNamed = (kid: string) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
};

/** Keys behind a URL that the test controls, and a clock. */
function startKeys(...kids: string[]) {
  const state = { kids, fails: false, requests: 0, clock: 1_000 };
  const keys = createRemoteKeys({
    url: 'https://gateway.test/keys',
    now: () => state.clock,
    freshMs: 300_000,
    staleMs: 3_600_000,
    coolDownMs: 2_000,
    async fetchKeys() {
      state.requests += 1;
      if (state.fails) throw new TypeError('down');
      return { keys: state.kids.map(keyNamed) };
    },
  });
  return { state, keys };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('the keys at a URL', () => {
  it('are read once for all who ask at the same time', async () => {
    const { state, keys } = startKeys('a');
    const found = await Promise.all(Array.from({ length: 50 }, () => keys.find('a')));
    expect(found.every((key) => key !== null)).toBe(true);
    expect(state.requests).toBe(1);
  });

  it('are read again at once for a name that is new: a rotation fails no call', async () => {
    const { state, keys } = startKeys('a');
    await keys.find('a');
    state.clock += 10_000;
    state.kids = ['a', 'b'];
    expect(await keys.find('b')).not.toBeNull();
    expect(state.requests).toBe(2);
  });

  it('are read once in a cool-down, however many unknown names come', async () => {
    const { state, keys } = startKeys('a');
    await keys.find('a');
    state.clock += 10_000;
    const asked = Array.from({ length: 1_000 }, (_, index) => keys.find(`unknown-${index}`));
    expect((await Promise.all(asked)).every((key) => key === null)).toBe(true);
    expect(state.requests).toBe(2);
  });

  it('are read anew in the background when they are old: nobody waits', async () => {
    const { state, keys } = startKeys('a');
    await keys.find('a');
    state.clock += 301_000;
    expect(await keys.find('a')).not.toBeNull();
    await settled();
    expect(state.requests).toBe(2);
  });

  it('outlive half an hour without the gateway, and not a day', async () => {
    const { state, keys } = startKeys('a');
    await keys.find('a');
    state.fails = true;
    state.clock += 1_800_000;
    expect(await keys.find('a')).not.toBeNull();
    await settled();
    state.clock += 86_400_000;
    await expect(keys.find('a')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('are asked for once in a cool-down while none are known', async () => {
    const { state, keys } = startKeys('a');
    state.fails = true;
    const asked = await Promise.allSettled(Array.from({ length: 100 }, () => keys.find('a')));
    expect(asked.every(({ status }) => status === 'rejected')).toBe(true);
    expect(state.requests).toBe(1);
    state.fails = false;
    state.clock += 2_000;
    expect(await keys.find('a')).not.toBeNull();
  });

  it('are not lost to an answer without any', async () => {
    const { state, keys } = startKeys('a');
    await keys.find('a');
    state.kids = [];
    state.clock += 10_000;
    expect(await keys.find('b')).toBeNull();
    expect(await keys.find('a')).not.toBeNull();
  });

  it('come over HTTP, and neither by a redirect nor in any size', async () => {
    const key = keyNamed('a');
    const bodies = new Map([
      ['/keys', JSON.stringify({ keys: [key] })],
      ['/large', JSON.stringify({ keys: [key], pad: 'x'.repeat(70_000) })],
    ]);
    const server = createServer(({ url = '' }, response) => {
      const body = bodies.get(url);
      response.writeHead(body ? 200 : 302, { location: '/keys' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = (path: string) =>
      createRemoteKeys({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}` });
    expect(await at('/keys').find('a')).not.toBeNull();
    for (const path of ['/large', '/elsewhere'])
      await expect(at(path).find('a')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
