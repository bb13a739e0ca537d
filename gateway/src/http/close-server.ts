import { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { FastifyInstance } from 'fastify';

/** How often connections are looked at that had a request when the server began to close, in milliseconds. */
const LOOK_MS = 50;
/** How long such a request may take, in milliseconds: operations have ended before, this is for downloads. */
const GRACE_MS = 5_000;

/**
 * Closes an app and its port. Node closes the connections that are idle at that moment, and no other: one whose answer
 * was just being written, or that a browser opened in advance, would hold the port until its keep-alive ends.
 */
export async function closeServer(app: FastifyInstance): Promise<void> {
  const { server } = app;
  const closed = new AbortController();
  const closing = app.close().finally(() => closed.abort());
  const looking = closeAsTheyRest(server, closed.signal);
  await closing;
  await looking;
}

async function closeAsTheyRest(server: Server, closed: AbortSignal): Promise<void> {
  for (let waited = 0; !closed.aborted && waited < GRACE_MS; waited += LOOK_MS) {
    server.closeIdleConnections();
    await sleep(LOOK_MS, undefined, { signal: closed }).catch(() => {});
  }
  // A server of HTTP/2 also has connections of HTTP/1.1, but not this method.
  if (!closed.aborted) Server.prototype.closeAllConnections.call(server);
}
