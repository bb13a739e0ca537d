import { setTimeout as sleep } from 'node:timers/promises';

import { isErrorCode, isRetryable } from '@sluice/schema';

/** Where callers come in: gateways of one installation, and a key that all of them take. */
export interface Door {
  readonly urls: readonly string[];
  readonly key: string;
}

export interface GraphqlError {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly retryAfterMs?: number };
}

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphqlError[];
}

/** What may pass: the caller tries elsewhere, or later. */
export const mayPass = ({ extensions }: GraphqlError) => isErrorCode(extensions?.code) && isRetryable(extensions.code);

const TRY_MS = 30_000;
const PAUSE_MS = 200;

export interface Request {
  readonly query: string;
  readonly variables?: object;
}

/** Asks one gateway once. @throws where there is no answer of it */
export async function askOnce(
  url: string,
  key: string,
  { query, variables = {} }: Request,
  withinMs = TRY_MS,
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(withinMs),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<Answer>;
  return { data, errors };
}

/**
 * Asks as a good caller does: a gateway that does not answer, or refuses for now, is followed by the next one.
 *
 * @param begin which gateway is asked first
 * @throws Error with what was told last, when the time is up; at once for an error that does not pass
 */
export async function ask(
  { urls, key }: Door,
  request: Request,
  { begin = 0, withinMs }: { readonly begin?: number; readonly withinMs: number },
): Promise<Readonly<Record<string, unknown>>> {
  const end = performance.now() + withinMs;
  let last: unknown = null;
  for (let turn = begin; performance.now() < end; turn += 1) {
    const answer = await askOnce(urls[turn % urls.length] ?? '', key, request).catch((error: unknown) => {
      last = error;
      return null;
    });
    const [error] = answer?.errors ?? [];
    if (answer?.data && !error) return answer.data;
    if (error && !mayPass(error)) throw new Error(`refused: ${error.extensions?.code}, ${error.message}`);
    last = error ?? last;
    await sleep(PAUSE_MS);
  }
  throw new Error(`no answer within ${withinMs} ms, at last ${describe(last)}`);
}

const describe = (last: unknown) => (last instanceof Error ? last.message : JSON.stringify(last));
