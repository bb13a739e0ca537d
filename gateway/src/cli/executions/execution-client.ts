import { randomUUID } from 'node:crypto';

import { askForResult } from './ask-again.js';
import type { GatewayPlace } from './gateway-flags.js';

/** An execution as commands tell it. */
export interface ExecutionView {
  readonly id: string;
  readonly kind: string;
  readonly status: 'QUEUED' | 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';
  readonly attempt: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** What a gateway that runs does with executions, with what the caller's own key allows. Throws `GatewayError`s. */
export interface ExecutionClient {
  submit(context: object, options: object): Promise<ExecutionView>;
  cancel(id: string): Promise<ExecutionView>;
  list(filter: object, first: number): Promise<readonly ExecutionView[]>;
  /** The result of an execution that has succeeded, with everything that is known of its type. */
  result(id: string): Promise<unknown>;
}

const EXECUTION = 'id kind status attempt createdAt finishedAt labels error { code message }';
const SUBMIT = `mutation ($context: ContextInput!, $options: SubmitOptions) {
  result: submit(context: $context, options: $options) { ${EXECUTION} }
}`;
const CANCEL = `mutation ($id: ID!) { result: cancelExecution(input: { id: $id }) { ${EXECUTION} } }`;
const LIST = `query ($filter: ExecutionFilter, $first: Int) {
  result: executions(filter: $filter, first: $first) { nodes { ${EXECUTION} } }
}`;
const TYPE = 'query ($id: ID!) { result: execution(id: $id) { result { __typename } } }';

export function createExecutionClient(place: GatewayPlace): ExecutionClient {
  const ask = <Result>(query: string, variables: object) =>
    askForResult<Result>(place, { query, variables, missing: 'There is no such execution.' });
  return {
    submit: (context, options) =>
      // With a key of its own, what is sent again is not accepted twice.
      ask<ExecutionView>(SUBMIT, { context, options: { idempotencyKey: randomUUID(), ...options } }),
    cancel: (id) => ask<ExecutionView>(CANCEL, { id }),
    list: async (filter, first) => (await ask<{ nodes: readonly ExecutionView[] }>(LIST, { filter, first })).nodes,
    async result(id) {
      const { result } = await ask<{ result: { __typename: string } | null }>(TYPE, { id });
      if (!result) return null;
      const selection = await selectionOf(result.__typename);
      const query = `query ($id: ID!) { result: execution(id: $id) { result { ... on ${result.__typename} ${selection} } } }`;
      return (await ask<{ result: unknown }>(query, { id })).result;
    },
  };
}

/** Of a type that came with a service later, the name is all that is known here. */
async function selectionOf(typeName: string): Promise<string> {
  const { selectResult } = await import('../../executions/context-operations.js');
  const { committedSnapshot } = await import('../../supergraph/snapshot.js');
  return selectResult(committedSnapshot(), typeName) ?? '{ __typename }';
}
