import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

import { type Door, type DoorState, openDoor } from './door.js';
import type { Exchange, Fault, UpstreamProtocol, UpstreamRequest } from './exchange.js';
import { sendAnswer, sendJson } from './send-answer.js';

/** A server of AI work that fails as it is told to, and counts what it was asked and what it would charge. */
export interface FaultyUpstream extends AsyncDisposable, Pick<Door, 'meet' | 'renew'> {
  readonly url: string;
  /** What was asked since the last `begin`, in order. */
  readonly requests: readonly UpstreamRequest[];
  /** How many of them the caller left before they were answered. */
  readonly aborted: number;
  /** How many are neither answered nor left yet. */
  readonly open: number;
  readonly billedTokens: number;
  /** Forgets what was counted; from now on the requests get these faults, one each, and then healthy answers. */
  begin(...script: readonly Fault[]): void;
  /** The same, with one fault for all requests. */
  beginAlways(fault: Fault): void;
}

export async function startFaultyUpstream(
  protocol: UpstreamProtocol,
  state: Exclude<DoorState, 'refused'> = 'plain',
  host = '127.0.0.1',
): Promise<FaultyUpstream> {
  let round = new Round();
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response, protocol, round).catch((error: unknown) => {
      // Whoever asked is told that the test's upstream is wrong, instead of waiting.
      sendJson(response, 500, protocol.refusal(500, String(error)));
    });
  };
  const { port, meet, renew } = await openDoor(onRequest, state);
  return {
    url: `${state === 'plain' ? 'http' : 'https'}://${host}:${port}`,
    get requests() {
      return round.requests;
    },
    get aborted() {
      return round.aborted;
    },
    get open() {
      return round.open;
    },
    get billedTokens() {
      return round.billedTokens;
    },
    begin: (...script) => void (round = new Round(script)),
    beginAlways: (fault) => void (round = new Round([], fault)),
    meet,
    renew,
    [Symbol.asyncDispose]: () => meet('refused'),
  };
}

/** What happens between two `begin`s; a straggler of an earlier one counts there. */
class Round {
  readonly requests: UpstreamRequest[] = [];
  aborted = 0;
  open = 0;
  billedTokens = 0;
  readonly #script: Fault[];
  readonly #otherwise: Fault;

  constructor(script: readonly Fault[] = [], otherwise: Fault = sendAnswer) {
    this.#script = [...script];
    this.#otherwise = otherwise;
  }

  next(): Fault {
    return this.#script.shift() ?? this.#otherwise;
  }
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  protocol: UpstreamProtocol,
  round: Round,
): Promise<void> {
  const path = message.url ?? '/';
  if (message.method === 'GET') {
    const description = protocol.describe(path);
    return sendJson(response, description === undefined ? 404 : 200, description ?? protocol.refusal(404, 'Nothing.'));
  }
  const request = { path, headers: message.headers, body: (await json(message)) as UpstreamRequest['body'] };
  const healthy = protocol.answer(request);
  if (healthy === null) return sendJson(response, 404, protocol.refusal(404, 'There is nothing at this path.'));
  round.requests.push(request);
  await round.next()({ request, response, protocol, healthy, ...watch(response, round) });
}

/** Counts how the exchange ends. */
function watch(response: ServerResponse, round: Round): Pick<Exchange, 'gone' | 'bill' | 'cut'> {
  const gone = new AbortController();
  let isCut = false;
  // `writableFinished` is true as well of what was buffered when the connection broke.
  let isSent = false;
  round.open += 1;
  response.once('finish', () => (isSent = true));
  response.once('close', () => {
    round.open -= 1;
    if (!isCut && !isSent) round.aborted += 1;
    gone.abort();
  });
  return {
    gone: gone.signal,
    bill: (tokens) => void (round.billedTokens += tokens),
    cut(how) {
      isCut = true;
      if (how === 'reset') response.socket?.resetAndDestroy();
      else response.socket?.end();
    },
  };
}
