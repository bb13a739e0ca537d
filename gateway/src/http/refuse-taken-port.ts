import { createServer } from 'node:net';

/**
 * Tries an address and leaves it again: so that one that cannot be listened on is told at once, and not after services
 * and store were started for nothing. Listening itself may still fail later.
 * @throws what listening there throws
 */
export async function refuseTakenPort({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
