import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a vendor meets requests: as it does when it is well, with a status, with silence, or with a reset. */
export type Manner = 'well' | 'silent' | 'reset' | number;

/** Stands before a vendor, and lets it fail. */
export interface VendorDoor extends AsyncDisposable {
  readonly url: string;
  /** Requests since it was last told how to meet them. */
  readonly requests: number;
  meet(manner: Manner): void;
}

export async function openVendorDoor(vendorUrl: string): Promise<VendorDoor> {
  let manner: Manner = 'well';
  let requests = 0;
  const server = createServer((incoming, outgoing) => {
    requests += 1;
    if (manner === 'silent') return;
    if (manner === 'reset') return void incoming.socket.resetAndDestroy();
    if (typeof manner === 'number') {
      outgoing.writeHead(manner, { 'content-type': 'application/json' });
      return void outgoing.end(JSON.stringify({ error: { message: 'A secret of the vendor', type: 'error' } }));
    }
    const { method, headers, url = '/' } = incoming;
    const onward = send(new URL(url, vendorUrl), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    meet(next) {
      manner = next;
      requests = 0;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
