import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { type Door, type GraphqlError, mayPass } from './door.js';

export interface FollowedEvent {
  readonly __typename: string;
  readonly number: number;
  readonly attempt?: number;
  readonly text?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly outcomeUnknown: boolean };
}

/** What a client was told who kept the last number and came back after each loss. */
export interface Following {
  readonly events: readonly FollowedEvent[];
  /** When each event came, on the clock of `performance.now()`. */
  readonly times: readonly number[];
  /** How often it had to come back. */
  readonly returns: number;
  /** What was told that may not be. */
  readonly wrong: readonly string[];
}

const EVENTS = `subscription ($id: ID!, $after: Int) { execution(id: $id, after: $after) {
  __typename
  ... on ExecutionQueued { number }
  ... on ExecutionStarted { number }
  ... on AttemptStarted { number attempt }
  ... on AttemptFailed { number attempt error { code message outcomeUnknown } }
  ... on FellBack { number }
  ... on TextDelta { number text }
  ... on Progress { number }
  ... on CallSucceeded { number }
  ... on ExecutionSucceeded { number attempt }
  ... on ExecutionFailed { number error { code message outcomeUnknown } }
  ... on ExecutionCancelled { number }
  ... on ExecutionExpired { number }
} }`;

export const TERMINAL: ReadonlySet<string> = new Set([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionCancelled',
  'ExecutionExpired',
]);

const PAUSE_MS = 200;

export interface FollowOptions {
  readonly begin?: number;
  /** Ends the waiting: what was told by then is what counts. */
  readonly signal: AbortSignal;
}

/** Follows an execution to its last event, over as many connections as that takes. */
export async function follow(door: Door, id: string, { begin = 0, signal }: FollowOptions): Promise<Following> {
  const following = { events: [] as FollowedEvent[], times: [] as number[], returns: 0, wrong: [] as string[] };
  const isOver = () => TERMINAL.has(following.events.at(-1)?.__typename ?? '');
  for (let turn = begin; !isOver() && !signal.aborted && following.wrong.length === 0; turn += 1) {
    if (turn > begin) {
      following.returns += 1;
      await sleep(PAUSE_MS);
    }
    const url = door.urls[turn % door.urls.length] ?? '';
    const isComplete = await readOn({ url, key: door.key, id, signal }, following);
    if (isComplete && !isOver()) following.wrong.push('the subscription was completed before the last event');
  }
  return following;
}

interface Connection {
  readonly url: string;
  readonly key: string;
  readonly id: string;
  readonly signal: AbortSignal;
}

type Told = { -readonly [Name in keyof Following]: Following[Name] } & {
  readonly events: FollowedEvent[];
  readonly times: number[];
  readonly wrong: string[];
};

/** @returns whether the gateway said that this was all */
async function readOn({ url, key, id, signal }: Connection, told: Told): Promise<boolean> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${key}` },
  });
  const take = (event: FollowedEvent) => {
    const expected = (told.events.at(-1)?.number ?? 0) + 1;
    if (event.number !== expected) told.wrong.push(`event ${event.number} came where ${expected} was due`);
    told.events.push(event);
    told.times.push(performance.now());
  };
  const refuse = (errors: readonly GraphqlError[]) => {
    const [error] = errors.filter((one) => !mayPass(one));
    if (error) told.wrong.push(`the subscription was refused: ${JSON.stringify(error)}`);
  };
  try {
    return await new Promise<boolean>((resolve) => {
      let isRefused = false;
      const after = told.events.at(-1)?.number ?? 0;
      signal.addEventListener('abort', () => resolve(false), { once: true });
      client.subscribe<{ readonly execution: FollowedEvent }>(
        { query: EVENTS, variables: { id, after } },
        {
          next({ data, errors }) {
            if (data?.execution) take(data.execution);
            if (!errors) return;
            isRefused = true;
            refuse(errors as readonly GraphqlError[]);
          },
          error(error) {
            if (Array.isArray(error)) refuse(error as readonly GraphqlError[]);
            resolve(false);
          },
          complete: () => resolve(!isRefused),
        },
      );
    });
  } finally {
    void client.dispose();
  }
}
