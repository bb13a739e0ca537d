import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

import type { LiveClient, Result } from '../recipes/live-client.js';

/** What a client was told. */
export interface Listening<Data> {
  readonly results: Result<Data>[];
  /** Resolves at the end: null when it was complete, else what the client calls an error. */
  readonly over: Promise<unknown>;
  leave(): void;
}

/** Subscribes, and keeps everything. */
export function listen<Data, Variables extends Record<string, unknown>>(
  client: LiveClient,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Listening<Data> {
  const results: Result<Data>[] = [];
  let leave = () => {};
  const over = new Promise<unknown>((resolve) => {
    leave = client.subscribe(document, variables, {
      next: (result) => void results.push(result),
      error: (error) => resolve(error ?? new Error('An error without a word.')),
      complete: () => resolve(null),
    });
  });
  return { results, over, leave };
}

/** The codes of all errors that were told. */
export const codesOf = (results: readonly Result<unknown>[]) =>
  results.flatMap(({ errors }) => (errors ?? []).map(({ extensions }) => extensions?.['code']));

/**
 * Waits for something that happens by itself.
 *
 * @throws Error that quotes the condition, once that many milliseconds have passed
 */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${String(condition)}`);
    await sleep(5);
  }
}
