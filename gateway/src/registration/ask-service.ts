import { ServiceError, WIRE_HEADERS } from '@sluice/schema';
import { MAX_SDL_BYTES } from '@sluice/schema/registration';
import { Agent, type buildConnector, type Dispatcher, request } from 'undici';

import { AddressError } from '../network/guarded-agent.js';
import { readBody } from '../routing/read-body.js';
import { fetchHealth } from '../routing/service-health.js';

/** What a service says of itself. */
export interface ServiceWord {
  /** The names of the capabilities that it offers. */
  readonly offered: readonly string[];
  readonly sdl: string;
}

export interface AskOptions {
  /** Its origin. */
  readonly url: string;
  /** How it is reached, under guard. */
  readonly connect: buildConnector.connector;
  /** The gateway's proof, and its word on who registers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** What the caller has said already, which is not asked for. */
  readonly known: { readonly offered?: readonly string[] | null | undefined; readonly sdl?: string | null | undefined };
}

const TIMEOUT_MS = 10_000;
/** The SDL as a string of JSON: its lines and quotes are escaped. */
const MAX_ANSWER_BYTES = 2 * MAX_SDL_BYTES;

/**
 * Asks a service that registers what it implements. Its health is asked in any case, so that whatever address it named
 * is connected to under guard before it is believed.
 *
 * @throws ServiceError `BAD_USER_INPUT` where its address may not be connected to, `PROVIDER_CONNECTION_FAILED`,
 * `PROVIDER_TIMEOUT` or `PROVIDER_BAD_RESPONSE` where it does not answer as services do
 */
export async function askService({ url, connect, headers, signal: given, known }: AskOptions): Promise<ServiceWord> {
  const agent = new Agent({ connect, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS, maxHeaderSize: 16_384 });
  const signal = AbortSignal.any([given, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const { capabilities } = await fetchHealth(url, signal, agent);
    const sdl = known.sdl ?? (await fetchSdl(url, headers, { signal, dispatcher: agent }));
    return { offered: known.offered ?? Object.keys(capabilities), sdl };
  } catch (error) {
    given.throwIfAborted();
    throw explain(error, signal);
  } finally {
    await agent.destroy();
  }
}

async function fetchSdl(
  url: string,
  headers: AskOptions['headers'],
  options: { readonly signal: AbortSignal; readonly dispatcher: Dispatcher },
): Promise<string> {
  const { body, statusCode } = await request(`${url}/graphql`, {
    ...options,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', [WIRE_HEADERS.timeoutMs]: String(TIMEOUT_MS) },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const answer = await readBody(body, MAX_ANSWER_BYTES);
  const sdl = statusCode === 200 ? sdlOf(JSON.parse(answer)) : null;
  if (sdl !== null) return sdl;
  throw new ServiceError(
    'PROVIDER_BAD_RESPONSE',
    `The service answers { _service { sdl } } with status ${statusCode}, and no SDL.`,
  );
}

function sdlOf(answer: unknown): string | null {
  const { data } = (answer ?? {}) as {
    readonly data?: { readonly _service?: { readonly sdl?: unknown } | null } | null;
  };
  const sdl = data?._service?.sdl;
  return typeof sdl === 'string' ? sdl : null;
}

function explain(error: unknown, signal: AbortSignal): ServiceError {
  if (findCause(error, AddressError)) {
    const message = 'input.url: leads to no address that services may have (registration.allow).';
    return new ServiceError('BAD_USER_INPUT', message, { inputPath: ['input', 'url'] });
  }
  if (error instanceof ServiceError) return error;
  if (signal.aborted) {
    return new ServiceError('PROVIDER_TIMEOUT', `The service did not answer within ${TIMEOUT_MS} ms.`, {
      kind: 'TOTAL',
    });
  }
  if (error instanceof SyntaxError || error instanceof TypeError) {
    return new ServiceError(
      'PROVIDER_BAD_RESPONSE',
      'The service does not answer as services do.',
      {},
      { cause: error },
    );
  }
  const message = 'The service cannot be reached.';
  return new ServiceError('PROVIDER_CONNECTION_FAILED', message, { phase: 'BEFORE_DISPATCH' }, { cause: error });
}

/** Connections with certificates wrap what went wrong. */
function findCause(error: unknown, kind: typeof AddressError): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (current instanceof kind) return true;
  }
  return false;
}
