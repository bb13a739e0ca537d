import { setTimeout as pause } from 'node:timers/promises';

import type { Exchange, Fault } from './exchange.js';
import { beginEvents } from './send-answer.js';

/** The connection is reset before anything was answered. */
export const resetAtOnce: Fault = ({ cut }) => cut('reset');

/** The peer ends its side without an answer. */
export const halfOpen: Fault = ({ cut }) => cut('close');

/** The request is taken, and nothing ever comes back. */
export const blackHole: Fault = ({ gone }) => untilGone(gone);

/** The work is done and charged, and then the connection is reset in the middle of the answer. */
export const resetInBody: Fault = async (exchange) => {
  await sendHalf(exchange);
  exchange.cut('reset');
};

/** The work is done and charged; the answer stops in its middle, with the connection open. */
export const stallInBody: Fault = async (exchange) => {
  await sendHalf(exchange);
  await untilGone(exchange.gone);
};

/** The answer comes byte by byte, none too late after the one before, and never ends in time. */
export function trickle(paceMs: number): Fault {
  return async (exchange) => {
    const { response, gone } = exchange;
    const bytes = beginWhole(exchange);
    for (const byte of bytes) {
      if (gone.aborted) return;
      response.write(Buffer.of(byte));
      await pause(paceMs, undefined, { signal: gone }).catch(() => {});
    }
    response.end();
  };
}

/** Headers come, and then nothing. */
export const silentBody: Fault = async (exchange) => {
  if (exchange.healthy.kind === 'stream') beginEvents(exchange);
  else exchange.response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  await untilGone(exchange.gone);
};

/** Waits as one does who has forgotten the request. */
export async function untilGone(gone: AbortSignal): Promise<void> {
  if (gone.aborted) return;
  await new Promise<void>((resolve) => gone.addEventListener('abort', () => resolve(), { once: true }));
}

/** Resolves once the half has left this process. */
async function sendHalf(exchange: Exchange): Promise<void> {
  const bytes = beginWhole(exchange);
  await new Promise<void>((resolve) => {
    exchange.response.write(bytes.subarray(0, bytes.length / 2), () => resolve());
  });
}

/** Sends the headers of the whole answer, and gives its bytes. */
function beginWhole({ response, healthy, bill }: Exchange): Buffer {
  if (healthy.kind !== 'whole')
    throw new TypeError('Expected an answer in one piece; streams have faults of their own.');
  const bytes = Buffer.from(JSON.stringify(healthy.body));
  bill(healthy.tokens);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  return bytes;
}
