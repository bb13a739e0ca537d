import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

/** Where Sluice is, and the caller's API key. */
export interface Endpoint {
  /** `http://127.0.0.1:4000`, without `/graphql`. */
  readonly url: string;
  readonly key: string;
}

/** A result as GraphQL has it. */
export interface Result<Data> {
  readonly data?: Data | null | undefined;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[] | undefined;
}

/** Takes what a subscription tells. */
export interface Sink<Data> {
  next(result: Result<Data>): void;
  /** The connection is lost, or the operation was refused. */
  error(error: unknown): void;
  complete(): void;
}

/** What every recipe makes. */
export interface LiveClient {
  /** @returns ends the subscription */
  subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    sink: Sink<Data>,
  ): () => void;
  close(): void;
}
