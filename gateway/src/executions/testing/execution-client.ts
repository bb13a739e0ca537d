import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import type { TestError, TestGateway } from '../../testing/start-test-gateway.js';

export const EXECUTION = `id kind status attempt lastEvent priority labels metadata idempotencyKey retryOf
  submittedBy erasedAt error { code message outcomeUnknown }`;

export const RESULT = `result {
  __typename
  ... on Embedding { vector dimensions model }
  ... on Generation { text { content } finishReason model }
  ... on OperationResult { response }
}`;

const EVENTS = `subscription ($id: ID!, $after: Int) { execution(id: $id, after: $after) {
  __typename
  ... on ExecutionQueued { number }
  ... on ExecutionStarted { number }
  ... on AttemptStarted { number attempt }
  ... on AttemptFailed { number attempt error { code message outcomeUnknown } retryAt }
  ... on FellBack { number model }
  ... on TextDelta { number first text }
  ... on Progress { number calls reused }
  ... on CallSucceeded { number capability items }
  ... on ExecutionSucceeded { number attempt }
  ... on ExecutionFailed { number error { code message } }
  ... on ExecutionCancelled { number by }
  ... on ExecutionExpired { number }
} }`;

export interface Execution {
  readonly id: string;
  readonly status: string;
  readonly attempt: number;
  readonly lastEvent: number;
  readonly error: { readonly code: string; readonly outcomeUnknown: boolean } | null;
  readonly result: Record<string, unknown> | null;
  readonly [field: string]: unknown;
}

export interface Event {
  readonly __typename: string;
  readonly number: number;
  /** Of a piece of text: the number of the first that it stands for. */
  readonly first?: number;
  readonly text?: string;
  readonly [field: string]: unknown;
}

/** What was written in these events. */
export const textOf = (events: readonly Event[]) => events.map(({ text = '' }) => text).join('');

/** An open subscription to executions. */
export interface Watch {
  readonly told: readonly Execution[];
  leave(): void;
}

/** What a frontend does with executions, with one key. */
export interface ExecutionClient {
  ask(
    query: string,
    variables?: object,
  ): Promise<{ data: Record<string, unknown> | null; errors: readonly TestError[] }>;
  /** @throws the first error */
  submit(context: object, options?: object): Promise<Execution>;
  run(context: object, options?: object, waitMs?: number): Promise<Execution>;
  find(id: string): Promise<Execution | null>;
  cancel(id: string): Promise<Execution>;
  /** What changes of those that fit a filter. */
  watch(filter: object): Watch;
  /** The events after a number, until there are as many as asked for, or to the last one. */
  follow(id: string, after?: number, count?: number): Promise<readonly Event[]>;
}

export function createExecutionClient(gateway: TestGateway, key: string): ExecutionClient {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const ask: ExecutionClient['ask'] = async (query, variables = {}) => {
    const { data, errors } = await gateway.query(query, { ...variables }, { headers });
    return { data: data ?? null, errors };
  };
  const one = async (query: string, variables: object, field: string) => {
    const { data, errors } = await ask(query, variables);
    if (errors[0]) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
    return data?.[field] as Execution;
  };
  return {
    ask,
    submit: (context, options = {}) =>
      one(
        `mutation ($c: ContextInput!, $o: SubmitOptions) { submit(context: $c, options: $o) { ${EXECUTION} } }`,
        { c: context, o: options },
        'submit',
      ),
    run: (context, options = {}, waitMs = 8_000) =>
      one(
        `mutation ($c: ContextInput!, $o: SubmitOptions, $w: Int) {
          run(context: $c, options: $o, waitMs: $w) { ${EXECUTION} ${RESULT} } }`,
        { c: context, o: options, w: waitMs },
        'run',
      ),
    find: (id) => one(`query ($id: ID!) { execution(id: $id) { ${EXECUTION} ${RESULT} } }`, { id }, 'execution'),
    cancel: (id) =>
      one(`mutation ($id: ID!) { cancelExecution(input: { id: $id }) { ${EXECUTION} } }`, { id }, 'cancelExecution'),
    watch: (filter) => watch(gateway, key, filter),
    follow: (id, after = 0, count = Infinity) => follow(gateway, key, { id, after, count }),
  };
}

function connect(gateway: TestGateway, key: string) {
  return createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${key}` },
  });
}

function watch(gateway: TestGateway, key: string, filter: object): Watch {
  const client = connect(gateway, key);
  const told: Execution[] = [];
  const query = 'subscription ($f: ExecutionFilter) { executions(filter: $f) { id status } }';
  const nothing = { error: () => {}, complete: () => {} };
  client.subscribe<{ readonly executions: Execution }>(
    { query, variables: { f: filter } },
    { ...nothing, next: ({ data }) => void (data && told.push(data.executions)) },
  );
  return { told, leave: () => void client.dispose() };
}

function follow(
  gateway: TestGateway,
  key: string,
  { id, after, count }: { readonly id: string; readonly after: number; readonly count: number },
): Promise<readonly Event[]> {
  const client = connect(gateway, key);
  const events: Event[] = [];
  return new Promise<readonly Event[]>((resolve, reject) => {
    const leave = client.subscribe<{ readonly execution: Event }>(
      { query: EVENTS, variables: { id, after } },
      {
        next({ data, errors }) {
          if (errors) reject(new Error(JSON.stringify(errors)));
          if (data && events.length < count) events.push(data.execution);
          if (events.length >= count) {
            leave();
            resolve(events);
          }
        },
        error: (error) => reject(error instanceof Error ? error : new Error(JSON.stringify(error))),
        complete: () => resolve(events),
      },
    );
  }).finally(() => void client.dispose());
}
