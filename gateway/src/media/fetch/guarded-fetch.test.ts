import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';

import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';

import { startTrap, type Trap } from '../testing/start-trap.js';
import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.js';
import type { HostResolver } from './resolve-host.js';

const patience = () => AbortSignal.timeout(10_000);
const timeouts = { connectMs: 500, idleMs: 300, totalMs: 1_000 };
const resolveTo =
  (...addresses: string[]): HostResolver =>
  async () =>
    addresses;
/** Answers from a list, one question after the other. */
const resolveInTurn = (...answers: string[][]): HostResolver & { asked: number } => {
  const resolve = async () => answers[Math.min(resolve.asked++, answers.length - 1)] ?? [];
  resolve.asked = 0;
  return resolve;
};

const ok: RequestListener = (_, response) => void response.end('a picture');
const redirectTo =
  (location: (port: number) => string): RequestListener =>
  (request, response) =>
    void response.writeHead(302, { location: location(request.socket.localPort ?? 0) }).end();

/** A guard as it is used, but for http and the trap's port: it lets nobody into loopback. */
function guard(trap: Trap, options: Partial<GuardedFetchOptions> = {}) {
  return createGuardedFetch({ maxBytes: 1_000, allowHttp: true, ports: [trap.port], timeouts, ...options });
}

/** A guard for which this one loopback address is the Internet. */
function open(trap: Trap, options: Partial<GuardedFetchOptions> = {}) {
  return guard(trap, {
    allowAddress: (address) => address === '127.0.0.1',
    resolveHost: resolveTo('127.0.0.1'),
    ...options,
  });
}

async function expectRefusal(fetching: Promise<unknown>, message: RegExp, code = 'BAD_USER_INPUT') {
  const error: unknown = await fetching.then(
    () => 'it was fetched',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ServiceError);
  const { code: got, message: said, details } = error as ServiceError;
  expect([got, said]).toEqual([code, expect.stringMatching(message)]);
  expect(details.inputPath).toEqual(['url']);
  expect(JSON.stringify([said, details])).not.toMatch(/127\.0|localhost|ECONN|inside|secret/i);
}

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

describe('what a server may answer', () => {
  const get = (trap: Trap, options: Partial<GuardedFetchOptions> = {}, signal = patience()) =>
    open(trap, options)(`http://pictures.example:${trap.port}/a?b=c#d`, signal);

  it('is a body, asked for without a word about the caller', async () => {
    let headers: unknown;
    await using trap = await startTrap((request, response) => {
      ({ headers } = request);
      response.end('a picture');
    });
    expect((await get(trap)).toString()).toBe('a picture');
    expect(trap.requests).toEqual(['/a?b=c']);
    expect(headers).toEqual({
      host: `pictures.example:${trap.port}`,
      accept: 'image/*, audio/*',
      'accept-encoding': 'identity',
      'user-agent': 'sluice',
      connection: 'keep-alive',
    });
  });

  it('is a redirect, three times at most', async () => {
    await using trap = await startTrap((request, response) => {
      const step = Number(request.url?.slice(-1));
      if (step > 0) response.writeHead(308, { location: `/${step - 1}` }).end('moved');
      else response.end('there');
    });
    const from = (step: number) => open(trap)(`http://pictures.example:${trap.port}/${step}`, patience());
    expect((await from(3)).toString()).toBe('there');
    await expectRefusal(from(4), /more than 3 times/);
  });

  it.each([
    [404, /Nothing stands/, 'NOT_FOUND'],
    [410, /Nothing stands/, 'NOT_FOUND'],
    [403, /status 403/, 'BAD_USER_INPUT'],
    [500, /status 500/, 'BAD_USER_INPUT'],
    [206, /status 206/, 'BAD_USER_INPUT'],
    [302, /status 302/, 'BAD_USER_INPUT'],
  ])('is not %i', async (status, message, code) => {
    await using trap = await startTrap((_, response) => void response.writeHead(status).end('secret text'));
    await expectRefusal(get(trap), message, code);
  });

  it('is not a body larger than the bound, whatever its length is said to be', async () => {
    await using honest = await startTrap((_, response) => void response.end(Buffer.alloc(1_001)));
    await expectRefusal(get(honest), /at most 1000 bytes/);
    await using endless = await startTrap((_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(400)), 5);
      response.once('close', () => clearInterval(timer));
    });
    await expectRefusal(get(endless), /at most 1000 bytes/);
  });

  it.each([
    ['shorter than it says', '1000', 10],
    ['longer than it says', '10', 1_000],
  ])('is not a body that is %s', async (_, length, bytes) => {
    await using trap = await startTrap(({ socket }) => {
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n${'x'.repeat(bytes)}`);
    });
    const fetched = await get(trap).then(
      (body) => body.length,
      (error: ServiceError) => error.message,
    );
    expect([10, 'The URL cannot be fetched from here.']).toContain(fetched);
  });

  it('is not compressed', async () => {
    await using trap = await startTrap((_, response) => void response.setHeader('content-encoding', 'gzip').end('x'));
    await expectRefusal(get(trap), /compressed/);
  });

  it('is not a head without end', async () => {
    await using trap = await startTrap(({ socket }) =>
      socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
    );
    await expectRefusal(get(trap), /cannot be fetched/);
  });

  it.each<[string, RequestListener]>([
    ['silence', () => {}],
    ['a body that stops', (_, response) => void response.write('x')],
    ['a reset connection', ({ socket }) => socket.resetAndDestroy()],
    ['no HTTP', ({ socket }) => socket.end('220 mail.example ESMTP\r\n')],
  ])('is not %s', async (_, answer) => {
    await using trap = await startTrap(answer);
    await expectRefusal(get(trap), /cannot be fetched from here|did not arrive/);
  });

  it('is not a trickle that outlasts the whole time', async () => {
    await using trap = await startTrap((_, response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.once('close', () => clearInterval(timer));
    });
    const startedAt = performance.now();
    await expectRefusal(get(trap), /did not arrive within 1000 ms/);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('is given up when the caller leaves, for the reason of leaving', async () => {
    await using trap = await startTrap(() => {});
    const controller = new AbortController();
    const left = new ServiceError('CANCELLED', 'The caller left.');
    setTimeout(() => controller.abort(left), 50);
    await expect(get(trap, {}, controller.signal)).rejects.toBe(left);
    await expect(get(trap, {}, controller.signal)).rejects.toBe(left);
    expect(trap.requests).toHaveLength(1);
  });
});

describe('a certificate', () => {
  const fixture = (name: string) => readFileSync(new URL(`../testing/fixtures/${name}`, import.meta.url), 'utf8');
  const tls = { key: fixture('pictures.example.key'), cert: fixture('pictures.example.pem') };

  it('must be of the name, although the connection is made to an address', async () => {
    await using trap = await startTrap(ok, tls);
    const fetchUrl = open(trap, { allowHttp: false, ca: tls.cert });
    expect((await fetchUrl(`https://pictures.example:${trap.port}/`, patience())).toString()).toBe('a picture');
    await expectRefusal(fetchUrl(`https://other.example:${trap.port}/`, patience()), /cannot be fetched/);
  });

  it('must come from somebody who is trusted', async () => {
    await using trap = await startTrap(ok, tls);
    await expectRefusal(open(trap)(`https://pictures.example:${trap.port}/`, patience()), /cannot be fetched/);
    expect(trap.requests).toEqual([]);
  });

  it('is not given up on the way: https does not redirect to http', async () => {
    await using trap = await startTrap(
      redirectTo((port) => `http://pictures.example:${port}/`),
      tls,
    );
    const fetching = open(trap, { ca: tls.cert })(`https://pictures.example:${trap.port}/`, patience());
    await expectRefusal(fetching, /https: to http:/);
  });
});
