import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { UPSTREAM_SECRET } from './answer-faults.js';
import { untilGone } from './connection-faults.js';
import type { Exchange, Fault, StreamAnswer } from './exchange.js';
import { sendEvents } from './send-answer.js';

/** A 200 stream whose first event tells of a failure. */
export const errorFirst: Fault = (exchange) => sendEvents(exchange, { events: [failureOf(exchange)] });

/** The failure comes after as many events. */
export function errorAfter(count: number): Fault {
  return (exchange) => sendEvents(exchange, { events: [...first(exchange, count), failureOf(exchange)] });
}

/** The connection breaks after as many events. */
export function cutAfter(count: number): Fault {
  return async (exchange) => {
    await sendEvents(exchange, { events: first(exchange, count) }, { stayOpen: true });
    // The events are to arrive before the end does.
    await pause(20);
    exchange.cut('reset');
  };
}

/** The stream ends after as many events, as if it were whole. */
export function endAfter(count: number): Fault {
  return (exchange) => sendEvents(exchange, { events: first(exchange, count) });
}

/** Nothing more comes after as many events, with the connection open. */
export function stallAfter(count: number): Fault {
  return async (exchange) => {
    await sendEvents(exchange, { events: first(exchange, count) }, { stayOpen: true });
    await untilGone(exchange.gone);
  };
}

/** An event that is no JSON, after as many good ones; the rest follows. */
export function malformedAfter(count: number): Fault {
  return (exchange) => {
    const good = streamOf(exchange).events;
    const bad = { text: `event: next\ndata: {"broken": ${UPSTREAM_SECRET}\n\n`, tokens: 0 };
    return sendEvents(exchange, { events: [...good.slice(0, count), bad, ...good.slice(count)] });
  };
}

/** The failure that comes after as many events tells, beside its code, what is nobody's business. */
export function secretsAfter(count: number): Fault {
  return (exchange) => {
    const extensions = { code: 'PROVIDER_OVERLOADED', apiKey: UPSTREAM_SECRET, stacktrace: [UPSTREAM_SECRET] };
    const errors = [{ message: 'Too busy.', extensions }];
    const failure = { text: `event: next\ndata: ${JSON.stringify({ errors, extensions })}\n\n`, tokens: 0 };
    return sendEvents(exchange, { events: [...first(exchange, count), failure] });
  };
}

/** After the announcement comes an event that is longer than anybody should read. */
export function hugeEvent(megabytes = 60): Fault {
  return async (exchange) => {
    const { response, gone } = exchange;
    await sendEvents(exchange, { events: first(exchange, 1) }, { stayOpen: true });
    response.write('event: next\ndata: {"data": "');
    for (let left = megabytes; left > 0 && !gone.aborted; left -= 1)
      if (!response.write('x'.repeat(1024 * 1024))) await once(response, 'drain', { signal: gone }).catch(() => {});
    response.end('"}\n\n');
  };
}

/** Writes on and on, an event each few milliseconds, until nobody listens any more. */
export function endless(paceMs = 5): Fault {
  return (exchange) => {
    const { events } = streamOf(exchange);
    const [opening, piece] = [events.slice(0, 1), events[1]];
    if (!piece) throw new TypeError('Expected a stream with a second event.');
    const pieces = Array.from({ length: 10_000 }, () => piece);
    return sendEvents(exchange, { events: [...opening, ...pieces] }, { paceMs });
  };
}

const first = (exchange: Exchange, count: number) => streamOf(exchange).events.slice(0, count);

const failureOf = ({ protocol }: Exchange) => ({ text: protocol.errorEvent(), tokens: 0 });

function streamOf({ healthy }: Exchange): StreamAnswer {
  if (healthy.kind !== 'stream') throw new TypeError('Expected a request for a stream.');
  return healthy;
}
