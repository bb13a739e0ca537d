/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Pipeline($url: URL!) {\n    image(url: $url) {\n      recognition {\n        confidence\n        text {\n          content\n          language {\n            code\n            confidence\n          }\n          moderation {\n            flagged\n            categories {\n              name\n              score\n            }\n          }\n          summary(maxSentences: 2) {\n            model\n            text {\n              content\n              embedding {\n                dimensions\n                vector\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.PipelineDocument,
    "\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n": typeof types.EmbedAllDocument,
    "\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n": typeof types.InspectDocument,
};
const documents: Documents = {
    "\n  query Pipeline($url: URL!) {\n    image(url: $url) {\n      recognition {\n        confidence\n        text {\n          content\n          language {\n            code\n            confidence\n          }\n          moderation {\n            flagged\n            categories {\n              name\n              score\n            }\n          }\n          summary(maxSentences: 2) {\n            model\n            text {\n              content\n              embedding {\n                dimensions\n                vector\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": types.PipelineDocument,
    "\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n": types.EmbedAllDocument,
    "\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n": types.InspectDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Pipeline($url: URL!) {\n    image(url: $url) {\n      recognition {\n        confidence\n        text {\n          content\n          language {\n            code\n            confidence\n          }\n          moderation {\n            flagged\n            categories {\n              name\n              score\n            }\n          }\n          summary(maxSentences: 2) {\n            model\n            text {\n              content\n              embedding {\n                dimensions\n                vector\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Pipeline($url: URL!) {\n    image(url: $url) {\n      recognition {\n        confidence\n        text {\n          content\n          language {\n            code\n            confidence\n          }\n          moderation {\n            flagged\n            categories {\n              name\n              score\n            }\n          }\n          summary(maxSentences: 2) {\n            model\n            text {\n              content\n              embedding {\n                dimensions\n                vector\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n"): (typeof documents)["\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n"): (typeof documents)["\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;