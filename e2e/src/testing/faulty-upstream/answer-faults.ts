import { once } from 'node:events';
import { gzipSync } from 'node:zlib';

import type { Fault } from './exchange.js';
import { sendJson } from './send-answer.js';

/** What no caller of the gateway may ever read: it stands in every refusal. */
export const UPSTREAM_SECRET = 'upstream-secret-5b2e41';

/** A refusal in the protocol's own form. */
export function refuseWith(status: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return ({ response, protocol }) =>
    sendJson(response, status, protocol.refusal(status, `Refused: ${UPSTREAM_SECRET}`), headers);
}

/** What a load balancer says in the upstream's place. */
export function html(status = 200): Fault {
  return ({ response }) =>
    void response
      .writeHead(status, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Oops</title><p>${UPSTREAM_SECRET}</p>`);
}

/** Sends the caller elsewhere, with all that it sent. */
export function redirectTo(url: string): Fault {
  return ({ response }) => void response.writeHead(307, { location: url }).end();
}

/** Valid JSON that is longer than anybody should read: sent as fast as it is taken, until the caller has enough. */
export function huge(megabytes = 60): Fault {
  const piece = Buffer.alloc(64 * 1024, 'x');
  return async ({ response, gone, healthy, bill }) => {
    if (healthy.kind === 'whole') bill(healthy.tokens);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"data":{"_entities":["');
    for (let left = megabytes * 16; left > 0; left -= 1) {
      if (gone.aborted) return;
      if (!response.write(piece)) await once(response, 'drain', { signal: gone }).catch(() => {});
    }
    response.end('"]}}');
  };
}

/** A small body that says of itself how it is to be unpacked, and becomes huge by that. */
export function gzipInLayers(layers = 3, megabytes = 60): Fault {
  // Before anyone asks: making one takes longer than a caller waits.
  const bomb = bombOf(layers, megabytes);
  return ({ response, healthy, bill }) => {
    if (healthy.kind === 'whole') bill(healthy.tokens);
    const encoding = Array.from({ length: layers }, () => 'gzip').join(', ');
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
    response.end(bomb);
  };
}

const bombs = new Map<string, Buffer>();

/** Made once for all who ask for it. */
function bombOf(layers: number, megabytes: number): Buffer {
  const name = `${layers} × ${megabytes}`;
  let bomb = bombs.get(name);
  if (bomb) return bomb;
  bomb = Buffer.alloc(megabytes * 1024 * 1024, ' ');
  for (let layer = 0; layer < layers; layer += 1) bomb = gzipSync(bomb, { level: 1 });
  bombs.set(name, bomb);
  return bomb;
}
