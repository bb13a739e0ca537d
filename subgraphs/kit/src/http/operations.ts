import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { toRequestError } from '../errors/to-graphql-error.js';

/** A document that may be executed, or why it may not. */
export type PreparedOperation =
  | { readonly kind: 'operation'; readonly document: DocumentNode; readonly name: string | undefined }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

type PreparedDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** Most documents that are remembered; the gateway sends one for each fetch of its plans. */
const MAX_DOCUMENTS = 500;
const MAX_CHARACTERS = 4_000_000;
const MAX_TOKENS = 20_000;
const MAX_ERRORS = 10;

/** What a route serves. */
export type ServedOperations = 'queries and mutations' | 'subscriptions';

/** Parses and validates, once for each document; refuses operations that the route does not serve. */
export function createOperations(
  schema: GraphQLSchema,
  served: ServedOperations,
): (query: string, operationName?: string | null) => PreparedOperation {
  const documents = new LRUCache<string, PreparedDocument>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_prepared, query) => query.length + 1,
  });

  function prepareDocument(query: string): PreparedDocument {
    const known = documents.get(query);
    if (known) return known;
    const prepared = checkDocument(schema, query);
    documents.set(query, prepared);
    return prepared;
  }

  return (query, operationName) => {
    const prepared = prepareDocument(query);
    if ('errors' in prepared) return { kind: 'refused', errors: prepared.errors };
    const operation = getOperationAST(prepared.document, operationName);
    if (!operation) return refuse('The document holds no such operation, or several and none is named.');
    const isSubscription = operation.operation === OperationTypeNode.SUBSCRIPTION;
    if (isSubscription !== (served === 'subscriptions')) return refuse(`Only ${served} are served at this path.`);
    return { kind: 'operation', document: prepared.document, name: operation.name?.value };
  };
}

function checkDocument(schema: GraphQLSchema, query: string): PreparedDocument {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, undefined, { maxErrors: MAX_ERRORS });
    if (errors.length === 0) return { document };
    return { errors: errors.map((error) => toRequestError(error, 'GRAPHQL_VALIDATION_FAILED')) };
  } catch (error) {
    return { errors: [toRequestError(error as Error, 'GRAPHQL_PARSE_FAILED')] };
  }
}

function refuse(message: string): PreparedOperation {
  return { kind: 'refused', errors: [toRequestError(new GraphQLError(message), 'GRAPHQL_VALIDATION_FAILED')] };
}
