import type { Socket } from 'node:net';

import type { FastifyInstance } from 'fastify';

/**
 * Ends connections that nothing ever came over as soon as the app begins to close. Browsers and clients open some in
 * advance, and Node takes those for busy: they would hold the port for seconds.
 */
export function closeUnusedConnections(app: FastifyInstance): void {
  const open = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('preClose', async () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  });
}
