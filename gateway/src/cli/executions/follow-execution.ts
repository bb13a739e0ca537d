import { setTimeout as pause } from 'node:timers/promises';

import { createClient, NetworkError } from 'graphql-sse';

import { GatewayError, type GatewayPlace } from './gateway-flags.js';

interface ErrorView {
  readonly code: string;
  readonly message: string;
}

/** An event of an execution, as the graph tells it. */
export type ExecutionEventView = { readonly number: number; readonly at: string } & (
  | { readonly __typename: 'ExecutionQueued'; readonly startAfter: string | null }
  | { readonly __typename: 'ExecutionStarted' | 'ExecutionSucceeded' | 'ExecutionCancelled' | 'ExecutionExpired' }
  | { readonly __typename: 'AttemptStarted'; readonly attempt: number }
  | {
      readonly __typename: 'AttemptFailed';
      readonly attempt: number;
      readonly error: ErrorView;
      readonly retryAt: string | null;
    }
  | { readonly __typename: 'FellBack'; readonly code: string | null; readonly model: string | null }
  | { readonly __typename: 'TextDelta'; readonly text: string }
  | { readonly __typename: 'Progress'; readonly calls: number; readonly reused: number }
  | { readonly __typename: 'CallSucceeded'; readonly capability: string; readonly durationMs: number }
  | { readonly __typename: 'ExecutionFailed'; readonly error: ErrorView }
);

const FOLLOW = `subscription ($id: ID!, $after: Int) { execution(id: $id, after: $after) {
  __typename
  ... on ExecutionQueued { number at startAfter }
  ... on ExecutionStarted { number at }
  ... on AttemptStarted { number at attempt }
  ... on AttemptFailed { number at attempt error { code message } retryAt }
  ... on FellBack { number at code model }
  ... on TextDelta { number at text }
  ... on Progress { number at calls reused }
  ... on CallSucceeded { number at capability durationMs }
  ... on ExecutionSucceeded { number at }
  ... on ExecutionFailed { number at error { code message } }
  ... on ExecutionCancelled { number at }
  ... on ExecutionExpired { number at }
} }`;

const LAST: ReadonlySet<string> = new Set([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionCancelled',
  'ExecutionExpired',
]);

/** What says that asking again is of no use. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'GRAPHQL_VALIDATION_FAILED',
]);

export interface FollowOptions {
  readonly id: string;
  /** The number of the last event that is known. */
  readonly after: number;
  /** Told when the gateway was lost, each time before it is asked again. */
  readonly onLost: (reason: string) => void;
  /** How long the gateway may be away, in milliseconds. @default ten minutes */
  readonly patienceMs?: number;
}

const LONGEST_PAUSE_MS = 5_000;

/**
 * The events of an execution to the last one, each once and in order: over whatever gateways answer at the address, and
 * through their restarts.
 *
 * @throws GatewayError for what asking again does not mend, and when the gateway was away for too long
 */
export async function* followExecution(
  place: GatewayPlace,
  { id, after, onLost, patienceMs = 600_000 }: FollowOptions,
): AsyncGenerator<ExecutionEventView, void> {
  let last = after;
  let pauseMs = 100;
  let lostAt: number | null = null;
  while (!place.signal.aborted) {
    let reason = 'the stream ended';
    try {
      for await (const event of subscribe(place, id, last)) {
        lostAt = null;
        pauseMs = 100;
        // Numbers have no gap: what is known already is not told again.
        if (event.number <= last) continue;
        last = event.number;
        yield event;
        if (LAST.has(event.__typename)) return;
      }
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      reason = describe(error);
    }
    if (place.signal.aborted) return;
    lostAt ??= performance.now();
    if (performance.now() - lostAt > patienceMs) throw new GatewayError(`${place.url} does not answer: ${reason}`);
    onLost(reason);
    await pause(pauseMs, undefined, { signal: place.signal }).catch(() => {});
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

interface Answered {
  readonly data?: { readonly execution?: ExecutionEventView | null } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

async function* subscribe(
  { url, key, signal }: GatewayPlace,
  id: string,
  after: number,
): AsyncGenerator<ExecutionEventView, void> {
  const headers = { authorization: `Bearer ${key}` };
  const client = createClient({ url: `${url}/graphql/stream`, headers, retryAttempts: 0 });
  const leave = () => client.dispose();
  signal.addEventListener('abort', leave, { once: true });
  try {
    for await (const result of client.iterate({ query: FOLLOW, variables: { id, after } })) {
      const { data, errors } = result as Answered;
      if (errors?.[0]) refuse(errors[0]);
      if (data?.execution) yield data.execution;
    }
  } finally {
    signal.removeEventListener('abort', leave);
    client.dispose();
  }
}

/** @throws GatewayError where asking again is of no use, Error where it may be */
function refuse({ message, extensions }: NonNullable<Answered['errors']>[number]): never {
  const code = extensions?.code ?? '';
  const text = code === '' ? message : `${message} (${code})`;
  throw FINAL_CODES.has(code) ? new GatewayError(text) : new Error(text);
}

/** @throws GatewayError for an answer that says that we are wrong */
function describe(error: unknown): string {
  const status = error instanceof NetworkError ? (error.response?.status ?? null) : null;
  if (status === 401) throw new GatewayError('The API key is not taken (401).');
  if (status === 403) throw new GatewayError('The API key does not allow that (403).');
  if (status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429) {
    throw new GatewayError(`The gateway answered ${status}.`);
  }
  return status === null ? 'the connection was lost' : `it answered ${status}`;
}
