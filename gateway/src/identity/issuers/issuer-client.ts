import type { Dispatcher } from 'undici';

import { IssuerError } from './issuer-error.js';
import { checkIssuerUrl } from './issuer-url.js';

/** What an issuer answered: a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface IssuerRequest {
  /** @default 'GET' */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks one issuer. */
export interface IssuerClient {
  /**
   * The JSON object that stands at a URL; null where nothing stands (404).
   *
   * @param url of the configuration, or of the issuer's own documents
   * @throws IssuerError for everything else, and the signal's reason when it aborts
   */
  fetchJson(url: string, request: IssuerRequest, signal: AbortSignal): Promise<JsonObject | null>;
}

export interface IssuerClientOptions {
  /** The issuer's name, for errors. */
  readonly name: string;
  readonly dispatcher: Dispatcher;
  /** Whether an issuer on this machine may speak plain HTTP. */
  readonly allowLoopback: boolean;
  /** Longest time of one exchange, in milliseconds. @default 5000 */
  readonly totalMs?: number;
}

/** Metadata and key sets have a few kilobytes. */
const MAX_BYTES = 256 * 1024;

export function createIssuerClient(options: IssuerClientOptions): IssuerClient {
  const { name, totalMs = 5_000 } = options;
  return {
    async fetchJson(url, request, signal) {
      const deadline = AbortSignal.timeout(totalMs);
      try {
        return await exchange(checkIssuerUrl(url, options), request, AbortSignal.any([signal, deadline]), options);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof IssuerError) throw error;
        const problem = deadline.aborted ? `no answer within ${totalMs} ms` : 'it cannot be reached';
        throw new IssuerError(name, problem, { cause: error });
      }
    },
  };
}

async function exchange(
  url: URL,
  { method = 'GET', headers = {}, body }: IssuerRequest,
  signal: AbortSignal,
  { name, dispatcher }: IssuerClientOptions,
): Promise<JsonObject | null> {
  const response = await dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { accept: 'application/json, application/jwk-set+json', 'user-agent': 'sluice', ...headers },
    ...(body !== undefined && { body }),
    signal,
  });
  if (response.statusCode !== 200) {
    // Redirects are not followed: no document, and no secret, goes where the configuration does not say.
    await response.body.dump({ limit: MAX_BYTES, signal });
    if (response.statusCode === 404) return null;
    throw new IssuerError(name, `it answered with status ${response.statusCode}`);
  }
  return parse(await readText(response.body, name), name);
}

async function readText(body: Dispatcher.ResponseData['body'], name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new IssuerError(name, `it answered with more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string, name: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Said below: what stands there is none of the log's business.
  }
  throw new IssuerError(name, 'it answered with something else than a JSON object');
}
