import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';

import { closeServer } from './close-server.js';
import { closeUnusedConnections } from './close-unused-connections.js';

let app: FastifyInstance;
let port: number;
let answer: () => void;
let asked: Promise<void>;

beforeEach(async () => {
  app = fastify({ forceCloseConnections: 'idle' });
  closeUnusedConnections(app);
  asked = new Promise((tell) => {
    app.get('/', async () => {
      tell();
      await new Promise<void>((resolve) => (answer = resolve));
      return 'the answer';
    });
  });
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
});

afterEach(() => app.close());

async function open(): Promise<Socket> {
  const taken = once(app.server, 'connection');
  const socket = connect(port, '127.0.0.1');
  await taken;
  return socket;
}

describe('a server that closes', () => {
  it('ends connections that nothing came over at once, and those with a request when it is answered', async () => {
    const unused = text(await open());
    const used = await open();
    used.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const answered = text(used);
    await asked;
    const closing = closeServer(app);
    expect(await unused.catch(({ code }: { code: string }) => code)).toMatch(/^$|ECONNRESET/);
    await turn();
    answer();
    expect(await answered).toContain('the answer');
    await closing;
  });
});
