import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from '@jest/globals';

import { createAddressRules } from '../../network/address-rules.js';
import { createGuardedAgent } from '../../network/guarded-agent.js';
import type { HostResolver } from '../../network/resolve-host.js';
import { createIssuerClient } from './issuer-client.js';
import { metadataUrls } from './metadata.js';

interface Asking {
  readonly allowLoopback?: boolean;
  readonly allowPrivate?: boolean;
  readonly resolveHost?: HostResolver;
  readonly totalMs?: number;
}

/** Why a URL is not answered, or what it is answered with. */
async function ask(url: string, asking: Asking = {}): Promise<unknown> {
  const { allowLoopback = false, allowPrivate = false, totalMs = 1_000 } = asking;
  const resolveHost = asking.resolveHost ?? (async () => []);
  const allowAddress = createAddressRules({ allowLoopback, allowPrivate });
  const dispatcher = createGuardedAgent({ allowAddress, resolveHost, connectMs: 500 });
  const client = createIssuerClient({ name: 'login', dispatcher, allowLoopback, totalMs });
  try {
    return await client.fetchJson(url, {}, new AbortController().signal);
  } catch (error) {
    const { message, cause } = error as Error;
    return [message, (cause as Error | undefined)?.name];
  } finally {
    await dispatcher.destroy();
  }
}

/** A server on this machine that answers like this. */
async function serve(answer: RequestListener): Promise<AsyncDisposable & { url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const json: RequestListener = (_, response) => void response.end('{"issuer":"x"}');

describe('an issuer on the inside is not asked', () => {
  it.each([
    'https://127.0.0.1:1/',
    'https://localhost:1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://[fe80::1]/',
    'https://10.0.0.1/',
    'https://192.168.0.1/',
    'https://100.100.100.200/',
    'https://0.0.0.0/',
  ])('at %s', async (url) => {
    expect(await ask(url)).toEqual(['login: it cannot be reached', 'AddressError']);
  });

  it.each(['169.254.169.254', '127.0.0.1', '::1', '::ffff:10.0.0.1', '10.0.0.1', '0.0.0.0', 'fd00:ec2::254'])(
    'under a name that leads to %s',
    async (address) => {
      const resolveHost = async () => [address];
      expect(await ask('https://login.example/', { resolveHost })).toEqual([
        'login: it cannot be reached',
        'AddressError',
      ]);
    },
  );

  it('at the metadata of a cloud, though it may stand in a private network', async () => {
    const answer = await ask('https://169.254.169.254/', { allowPrivate: true, allowLoopback: true });
    expect(answer).toEqual(['login: it cannot be reached', 'AddressError']);
  });

  it.each([
    'http://login.example/',
    'ftp://login.example/',
    'file:///etc/passwd',
    'https://user:secret@login.example/',
    '',
  ])('by a URL like "%s"', async (url) => {
    const [message] = (await ask(url, { allowLoopback: true })) as [string];
    expect(message).toMatch(/^login: /);
    expect(message).not.toContain('secret');
  });

  it('at another address than the one that was checked', async () => {
    await using server = await serve(json);
    let questions = 0;
    const resolveHost = async () => ((questions += 1) === 1 ? ['192.0.2.1'] : ['127.0.0.1']);
    await ask(server.url.replace('http', 'https').replace('127.0.0.1', 'login.example'), { resolveHost });
    expect(server.requests).toEqual([]);
  });
});

describe('an issuer', () => {
  it('on this machine is asked in development', async () => {
    await using server = await serve(json);
    expect(await ask(server.url, { allowLoopback: true })).toEqual({ issuer: 'x' });
    expect(await ask(server.url.replace('127.0.0.1', 'localhost'), { allowLoopback: true })).toEqual({ issuer: 'x' });
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'a redirect',
      (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      /status 302/,
    ],
    ['an error', (_, response) => void response.writeHead(500).end('<html>secret</html>'), /status 500/],
    ['nothing', (_, response) => void response.writeHead(404).end(), /^null$/],
    ['HTML', (_, response) => void response.end('<html></html>'), /something else than a JSON object/],
    ['a list', (_, response) => void response.end('[]'), /something else than a JSON object/],
    ['too much', (_, response) => void response.end(`{"a":"${'x'.repeat(300_000)}"}`), /more than 262144 bytes/],
    ['silence', () => {}, /no answer within 1000 ms/],
    ['a body that stops', (_, response) => void response.write('{'), /no answer within 1000 ms/],
    ['a reset', ({ socket }) => socket.resetAndDestroy(), /cannot be reached/],
  ])('that answers with %s does no harm', async (_, answer, problem) => {
    await using server = await serve(answer);
    const found = await ask(server.url, { allowLoopback: true });
    expect(String(found)).toMatch(problem);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(server.requests).toHaveLength(1);
  });
});

it('the metadata of an issuer stand behind its path, or before it', () => {
  expect(metadataUrls('https://login.example/realms/main/')).toEqual([
    'https://login.example/realms/main/.well-known/openid-configuration',
    'https://login.example/.well-known/oauth-authorization-server/realms/main',
  ]);
});
