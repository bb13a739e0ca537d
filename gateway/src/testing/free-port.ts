import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give to whoever asks for any: nobody is given one of these in between. */
const [FIRST, COUNT] = [20_000, 12_000];

/** A port of this machine that is free, and that nobody gets by chance. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const server = createServer();
    server.listen(port, '127.0.0.1');
    // Taken by another process.
    if (!(await once(server, 'listening').catch(() => null))) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error('No port was free.');
}
