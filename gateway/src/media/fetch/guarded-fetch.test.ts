import { describe, expect, it } from '@jest/globals';

import { expectRefusal, guard, ok, open, patience, redirectTo, resolveInTurn, resolveTo } from '../testing/guard.js';
import { startTrap } from '../testing/start-trap.js';
import { createGuardedFetch } from './guarded-fetch.js';

describe('what leads inside', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '017700000001',
    '0177.0.0.01',
    '127.0.0.1.',
    '１２７.０.０.１',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '0.0.0.0',
    '0',
    '10.0.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[::127.0.0.1]',
  ])('is refused as %s, and nobody is connected to', async (host) => {
    await using trap = await startTrap(ok);
    await expectRefusal(guard(trap)(`http://${host}:${trap.port}/`, patience()), /cannot be (fetched from here|read)/);
    expect(trap.connections()).toBe(0);
  });

  it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['10.1.2.3', '169.254.169.254'], []])(
    'is refused when a name resolves to %j',
    async (...addresses) => {
      await using trap = await startTrap(ok);
      const fetchUrl = guard(trap, { resolveHost: resolveTo(...addresses) });
      await expectRefusal(fetchUrl(`http://pictures.example:${trap.port}/`, patience()), /cannot be fetched from here/);
      expect(trap.connections()).toBe(0);
    },
  );

  it('is refused when localhost is named, without asking the hosts file', async () => {
    await using trap = await startTrap(ok);
    await expectRefusal(guard(trap)(`http://localhost:${trap.port}/`, patience()), /cannot be fetched/);
    expect(trap.connections()).toBe(0);
  });

  it.each([
    ['an address', (port: number) => `http://127.0.0.2:${port}/secret`],
    ['a number', (port: number) => `http://0x7f000002:${port}/`],
    ['another scheme', () => 'file:///etc/passwd'],
    ['data', () => 'data:image/png;base64,AAAA'],
    ['another port', () => 'http://pictures.example:6379/'],
    ['a user name', (port: number) => `http://user:secret@pictures.example:${port}/`],
  ])('is refused when a redirect leads to %s', async (_, location) => {
    await using trap = await startTrap(redirectTo(location));
    const fetching = open(trap)(`http://pictures.example:${trap.port}/start`, patience());
    await expectRefusal(fetching, /cannot be fetched|are fetched|fetched from|user name/);
    expect(trap.requests).toEqual(['/start']);
  });

  it('cannot be reached by a name that resolves otherwise the second time', async () => {
    await using trap = await startTrap(ok);
    const resolveHost = resolveInTurn(['127.0.0.1'], ['127.0.0.2']);
    const bytes = await open(trap, { resolveHost })(`http://rebinding.example:${trap.port}/`, patience());
    // Checked and connected to by one and the same answer: nobody asked again.
    expect([bytes.toString(), resolveHost.asked]).toEqual(['a picture', 1]);
  });

  it('cannot be reached by rebinding between two hops', async () => {
    await using trap = await startTrap(redirectTo((port) => `http://rebinding.example:${port}/again`));
    const resolveHost = resolveInTurn(['127.0.0.1'], ['127.0.0.2']);
    await expectRefusal(open(trap, { resolveHost })(`http://rebinding.example:${trap.port}/`, patience()), /cannot be/);
    expect([resolveHost.asked, trap.requests]).toEqual([2, ['/']]);
  });

  it('is left out where a name has a public address as well', async () => {
    await using trap = await startTrap(ok);
    const fetchUrl = open(trap, { resolveHost: resolveTo('127.0.0.9', '127.0.0.1', '::1') });
    expect((await fetchUrl(`http://both.example:${trap.port}/`, patience())).toString()).toBe('a picture');
  });
});

describe('what a URL may be', () => {
  it.each([
    ['http, by default', 'http://pictures.example/', /Only https: URLs/],
    ['a file', 'file:///etc/passwd', /Only https:/],
    ['gopher', 'gopher://127.0.0.1:6379/_x', /Only https:/],
    ['a port beside the list', 'https://pictures.example:22/', /Only port 443/],
    ['a password', 'https://user:secret@pictures.example/', /user name or a password/],
    ['nothing', '', /cannot be read/],
    ['half a URL', 'https://', /cannot be read/],
    ['an endless URL', `https://pictures.example/${'a'.repeat(3_000)}`, /2048 characters/],
  ])('is not %s', async (_, url, message) => {
    const fetchUrl = createGuardedFetch({ maxBytes: 1_000, resolveHost: resolveTo('192.0.2.1') });
    await expectRefusal(fetchUrl(url, patience()), message);
  });
});
