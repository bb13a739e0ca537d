import { type Dispatcher, request } from 'undici';

import { PullError } from './pull-error.js';

export interface AskOptions {
  readonly signal: AbortSignal;
  /** For tests on this machine alone. @default false */
  readonly allowHttp?: boolean;
  /** How connections are made. @default undici's own */
  readonly dispatcher?: Dispatcher;
}

/** From where on a file is asked for; the server begins anew if it is no longer the file of that ETag. */
export interface Beginning {
  readonly bytes: number;
  readonly etag: string | undefined;
}

/** What a server gives of a file. */
export interface FileAnswer {
  /** `rest`: what was asked for; `whole`: all of it; `complete`: there is no more. */
  readonly kind: 'rest' | 'whole' | 'complete';
  /** Size of the whole file, where the server tells it. */
  readonly total: number | undefined;
  /** Names this version of the file, where the server can. */
  readonly etag: string | undefined;
  readonly body: Dispatcher.ResponseData['body'];
}

const MAX_REDIRECTIONS = 5;
/** Longest silence of a server, in milliseconds; the whole may take as long as it takes. */
const SILENCE_MS = 30_000;

/** @throws PullError; the signal's reason */
export async function askForFile(url: URL, beginning: Beginning, options: AskOptions): Promise<FileAnswer> {
  const { statusCode, headers, body } = await follow(url, beginning, options, MAX_REDIRECTIONS);
  const etag = typeof headers['etag'] === 'string' && headers['etag'].startsWith('"') ? headers['etag'] : undefined;
  const range = parseRange(headers['content-range']);
  if (statusCode === 200) return { kind: 'whole', total: lengthOf(headers['content-length']), etag, body };
  if (statusCode === 206 && range.start === beginning.bytes) return { kind: 'rest', total: range.total, etag, body };
  await body.dump();
  if (statusCode === 416 && beginning.bytes > 0 && range.total === beginning.bytes)
    return { kind: 'complete', total: range.total, etag, body };
  throw new PullError(`The server answered ${statusCode}.`);
}

/** Follows redirections itself, so that none leads away from HTTPS. */
async function follow(
  url: URL,
  beginning: Beginning,
  options: AskOptions,
  left: number,
): Promise<Dispatcher.ResponseData> {
  const { allowHttp = false } = options;
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:'))
    throw new PullError(`Expected an https: URL, got ${url.protocol}`);
  const answer = await ask(url, beginning, options);
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') return answer;
  await answer.body.dump();
  if (left === 0) throw new PullError('The server redirects again and again.');
  if (!URL.canParse(location, url.href)) throw new PullError('The server redirects to what is no URL.');
  return follow(new URL(location, url), beginning, options, left - 1);
}

async function ask(url: URL, { bytes, etag }: Beginning, { signal, dispatcher }: AskOptions) {
  try {
    return await request(url, {
      signal,
      headersTimeout: SILENCE_MS,
      bodyTimeout: SILENCE_MS,
      headers: {
        // Bytes as they are: a length or a range of packed ones would mean something else.
        'accept-encoding': 'identity',
        ...(bytes > 0 && { range: `bytes=${bytes}-` }),
        ...(bytes > 0 && etag !== undefined && { 'if-range': etag }),
      },
      ...(dispatcher && { dispatcher }),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new PullError(`${url.host} could not be reached.`, { cause: error });
  }
}

type HeaderValue = string | string[] | undefined;

/** `bytes 100-199/1000`, or in a refusal an asterisk for the range. RFC 9110, 14.4. */
function parseRange(value: HeaderValue): { readonly start: number | undefined; readonly total: number | undefined } {
  const [, start, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(String(value)) ?? [];
  return { start: toNumber(start), total: toNumber(total) };
}

const lengthOf = (value: HeaderValue) => toNumber(typeof value === 'string' ? value : undefined);

function toNumber(digits: string | undefined): number | undefined {
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
