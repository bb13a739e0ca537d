import { setTimeout as pause } from 'node:timers/promises';

import type { Exchange, StreamAnswer, WholeAnswer } from './exchange.js';

/** Answers as a healthy upstream does. */
export async function sendAnswer(exchange: Exchange): Promise<void> {
  const { healthy } = exchange;
  if (healthy.kind === 'whole') sendWhole(exchange, healthy);
  else await sendEvents(exchange, healthy);
}

export function sendWhole({ response, bill }: Exchange, { body, tokens }: WholeAnswer): void {
  bill(tokens);
  sendJson(response, 200, body);
}

export function sendJson(
  response: Exchange['response'],
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function beginEvents({ response }: Exchange): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
}

export interface SendEventsOptions {
  /** Between two events, in milliseconds. @default 0 */
  readonly paceMs?: number;
  /** Leaves the response open after them. @default false */
  readonly stayOpen?: boolean;
}

/** Tells events until they are told or the caller has left; what was told is billed. */
export async function sendEvents(
  exchange: Exchange,
  { events }: Pick<StreamAnswer, 'events'>,
  { paceMs = 0, stayOpen = false }: SendEventsOptions = {},
): Promise<void> {
  const { response, gone, bill } = exchange;
  if (!response.headersSent) beginEvents(exchange);
  for (const { text, tokens } of events) {
    if (gone.aborted) return;
    response.write(text);
    bill(tokens);
    if (paceMs > 0) await pause(paceMs, undefined, { signal: gone }).catch(() => {});
  }
  if (!stayOpen && !gone.aborted) response.end();
}
