import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';

import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@sluice/schema';

import { expectRefusal, ok, open, patience, redirectTo } from '../testing/guard.js';
import { startTrap, type Trap } from '../testing/start-trap.js';
import type { GuardedFetchOptions } from './guarded-fetch.js';

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
