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
    "\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n": typeof types.EmbedAllDocument,
    "\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n": typeof types.InspectDocument,
    "\n  subscription WriteStory($input: GenerateInput!, $key: ID!) {\n    generate(input: $input, idempotencyKey: $key) {\n      __typename\n      ... on GenerationStarted {\n        model\n      }\n      ... on GenerationDelta {\n        piece: text\n      }\n      ... on GenerationFinished {\n        generation {\n          finishReason\n          text {\n            content\n            embedding {\n              dimensions\n            }\n            language {\n              code\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.WriteStoryDocument,
    "\n  subscription WatchServices {\n    services {\n      name\n      health\n    }\n  }\n": typeof types.WatchServicesDocument,
    "query AskAPicture($url: URL!, $question: String!) {\n  image(url: $url) {\n    recognition {\n      text {\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n          model\n        }\n      }\n    }\n  }\n}": typeof types.AskAPictureDocument,
    "query Classify($contents: [String!]!, $labels: [String!]!) {\n  texts(contents: $contents) {\n    content\n    classification(labels: $labels) {\n      label\n      scores {\n        label\n        score\n      }\n    }\n  }\n}": typeof types.ClassifyDocument,
    "query Compare($content: String!, $to: String!) {\n  text(content: $content) {\n    similarity(to: $to) {\n      score\n      model\n    }\n    embedding {\n      dimensions\n      vector(encoding: BASE64)\n      usage {\n        inputTokens\n      }\n    }\n  }\n}": typeof types.CompareDocument,
    "query Languages($contents: [String!]!) {\n  texts(contents: $contents) {\n    content\n    language {\n      code\n      confidence\n      alternatives {\n        code\n        confidence\n      }\n    }\n  }\n}": typeof types.LanguagesDocument,
    "query Listen($content: String!, $voice: String, $rate: Float) {\n  text(content: $content) {\n    speech(voice: $voice, rate: $rate) {\n      audio {\n        url\n      }\n      seconds\n      voice\n      model\n    }\n  }\n}": typeof types.ListenDocument,
    "query ModerateAPicture($url: URL!) {\n  image(url: $url) {\n    recognition {\n      text {\n        content\n        moderation {\n          flagged\n          categories {\n            name\n            score\n            flagged\n          }\n          model\n        }\n      }\n    }\n  }\n}": typeof types.ModerateAPictureDocument,
    "query Pipeline($url: URL!) {\n  image(url: $url) {\n    recognition {\n      confidence\n      text {\n        content\n        language {\n          code\n          confidence\n        }\n        moderation {\n          flagged\n          categories {\n            name\n            score\n          }\n        }\n        summary(maxSentences: 2) {\n          model\n          text {\n            content\n            embedding {\n              dimensions\n              vector\n            }\n            speech {\n              seconds\n              audio {\n                url\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}": typeof types.PipelineDocument,
    "query Receipt($url: URL!, $labels: [String!]!, $question: String!) {\n  image(url: $url) {\n    url\n    recognition {\n      confidence\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        classification(labels: $labels) {\n          label\n          scores {\n            label\n            score\n          }\n        }\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n        }\n      }\n    }\n  }\n}": typeof types.ReceiptDocument,
    "query Sign($url: URL!) {\n  image(url: $url) {\n    url\n    recognition {\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        language {\n          code\n          confidence\n          alternatives {\n            code\n            confidence\n          }\n        }\n        moderation {\n          flagged\n        }\n      }\n    }\n  }\n}": typeof types.SignDocument,
};
const documents: Documents = {
    "\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n": types.EmbedAllDocument,
    "\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n": types.InspectDocument,
    "\n  subscription WriteStory($input: GenerateInput!, $key: ID!) {\n    generate(input: $input, idempotencyKey: $key) {\n      __typename\n      ... on GenerationStarted {\n        model\n      }\n      ... on GenerationDelta {\n        piece: text\n      }\n      ... on GenerationFinished {\n        generation {\n          finishReason\n          text {\n            content\n            embedding {\n              dimensions\n            }\n            language {\n              code\n            }\n          }\n        }\n      }\n    }\n  }\n": types.WriteStoryDocument,
    "\n  subscription WatchServices {\n    services {\n      name\n      health\n    }\n  }\n": types.WatchServicesDocument,
    "query AskAPicture($url: URL!, $question: String!) {\n  image(url: $url) {\n    recognition {\n      text {\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n          model\n        }\n      }\n    }\n  }\n}": types.AskAPictureDocument,
    "query Classify($contents: [String!]!, $labels: [String!]!) {\n  texts(contents: $contents) {\n    content\n    classification(labels: $labels) {\n      label\n      scores {\n        label\n        score\n      }\n    }\n  }\n}": types.ClassifyDocument,
    "query Compare($content: String!, $to: String!) {\n  text(content: $content) {\n    similarity(to: $to) {\n      score\n      model\n    }\n    embedding {\n      dimensions\n      vector(encoding: BASE64)\n      usage {\n        inputTokens\n      }\n    }\n  }\n}": types.CompareDocument,
    "query Languages($contents: [String!]!) {\n  texts(contents: $contents) {\n    content\n    language {\n      code\n      confidence\n      alternatives {\n        code\n        confidence\n      }\n    }\n  }\n}": types.LanguagesDocument,
    "query Listen($content: String!, $voice: String, $rate: Float) {\n  text(content: $content) {\n    speech(voice: $voice, rate: $rate) {\n      audio {\n        url\n      }\n      seconds\n      voice\n      model\n    }\n  }\n}": types.ListenDocument,
    "query ModerateAPicture($url: URL!) {\n  image(url: $url) {\n    recognition {\n      text {\n        content\n        moderation {\n          flagged\n          categories {\n            name\n            score\n            flagged\n          }\n          model\n        }\n      }\n    }\n  }\n}": types.ModerateAPictureDocument,
    "query Pipeline($url: URL!) {\n  image(url: $url) {\n    recognition {\n      confidence\n      text {\n        content\n        language {\n          code\n          confidence\n        }\n        moderation {\n          flagged\n          categories {\n            name\n            score\n          }\n        }\n        summary(maxSentences: 2) {\n          model\n          text {\n            content\n            embedding {\n              dimensions\n              vector\n            }\n            speech {\n              seconds\n              audio {\n                url\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}": types.PipelineDocument,
    "query Receipt($url: URL!, $labels: [String!]!, $question: String!) {\n  image(url: $url) {\n    url\n    recognition {\n      confidence\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        classification(labels: $labels) {\n          label\n          scores {\n            label\n            score\n          }\n        }\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n        }\n      }\n    }\n  }\n}": types.ReceiptDocument,
    "query Sign($url: URL!) {\n  image(url: $url) {\n    url\n    recognition {\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        language {\n          code\n          confidence\n          alternatives {\n            code\n            confidence\n          }\n        }\n        moderation {\n          flagged\n        }\n      }\n    }\n  }\n}": types.SignDocument,
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
export function graphql(source: "\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n"): (typeof documents)["\n  query EmbedAll($contents: [String!]!) {\n    texts(contents: $contents) {\n      content\n      embedding {\n        dimensions\n        vector\n        model\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n"): (typeof documents)["\n  query Inspect($content: String!) {\n    text(content: $content) {\n      language {\n        code\n      }\n      moderation {\n        flagged\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WriteStory($input: GenerateInput!, $key: ID!) {\n    generate(input: $input, idempotencyKey: $key) {\n      __typename\n      ... on GenerationStarted {\n        model\n      }\n      ... on GenerationDelta {\n        piece: text\n      }\n      ... on GenerationFinished {\n        generation {\n          finishReason\n          text {\n            content\n            embedding {\n              dimensions\n            }\n            language {\n              code\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription WriteStory($input: GenerateInput!, $key: ID!) {\n    generate(input: $input, idempotencyKey: $key) {\n      __typename\n      ... on GenerationStarted {\n        model\n      }\n      ... on GenerationDelta {\n        piece: text\n      }\n      ... on GenerationFinished {\n        generation {\n          finishReason\n          text {\n            content\n            embedding {\n              dimensions\n            }\n            language {\n              code\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchServices {\n    services {\n      name\n      health\n    }\n  }\n"): (typeof documents)["\n  subscription WatchServices {\n    services {\n      name\n      health\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AskAPicture($url: URL!, $question: String!) {\n  image(url: $url) {\n    recognition {\n      text {\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n          model\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query AskAPicture($url: URL!, $question: String!) {\n  image(url: $url) {\n    recognition {\n      text {\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n          model\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Classify($contents: [String!]!, $labels: [String!]!) {\n  texts(contents: $contents) {\n    content\n    classification(labels: $labels) {\n      label\n      scores {\n        label\n        score\n      }\n    }\n  }\n}"): (typeof documents)["query Classify($contents: [String!]!, $labels: [String!]!) {\n  texts(contents: $contents) {\n    content\n    classification(labels: $labels) {\n      label\n      scores {\n        label\n        score\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Compare($content: String!, $to: String!) {\n  text(content: $content) {\n    similarity(to: $to) {\n      score\n      model\n    }\n    embedding {\n      dimensions\n      vector(encoding: BASE64)\n      usage {\n        inputTokens\n      }\n    }\n  }\n}"): (typeof documents)["query Compare($content: String!, $to: String!) {\n  text(content: $content) {\n    similarity(to: $to) {\n      score\n      model\n    }\n    embedding {\n      dimensions\n      vector(encoding: BASE64)\n      usage {\n        inputTokens\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Languages($contents: [String!]!) {\n  texts(contents: $contents) {\n    content\n    language {\n      code\n      confidence\n      alternatives {\n        code\n        confidence\n      }\n    }\n  }\n}"): (typeof documents)["query Languages($contents: [String!]!) {\n  texts(contents: $contents) {\n    content\n    language {\n      code\n      confidence\n      alternatives {\n        code\n        confidence\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Listen($content: String!, $voice: String, $rate: Float) {\n  text(content: $content) {\n    speech(voice: $voice, rate: $rate) {\n      audio {\n        url\n      }\n      seconds\n      voice\n      model\n    }\n  }\n}"): (typeof documents)["query Listen($content: String!, $voice: String, $rate: Float) {\n  text(content: $content) {\n    speech(voice: $voice, rate: $rate) {\n      audio {\n        url\n      }\n      seconds\n      voice\n      model\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModerateAPicture($url: URL!) {\n  image(url: $url) {\n    recognition {\n      text {\n        content\n        moderation {\n          flagged\n          categories {\n            name\n            score\n            flagged\n          }\n          model\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query ModerateAPicture($url: URL!) {\n  image(url: $url) {\n    recognition {\n      text {\n        content\n        moderation {\n          flagged\n          categories {\n            name\n            score\n            flagged\n          }\n          model\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Pipeline($url: URL!) {\n  image(url: $url) {\n    recognition {\n      confidence\n      text {\n        content\n        language {\n          code\n          confidence\n        }\n        moderation {\n          flagged\n          categories {\n            name\n            score\n          }\n        }\n        summary(maxSentences: 2) {\n          model\n          text {\n            content\n            embedding {\n              dimensions\n              vector\n            }\n            speech {\n              seconds\n              audio {\n                url\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query Pipeline($url: URL!) {\n  image(url: $url) {\n    recognition {\n      confidence\n      text {\n        content\n        language {\n          code\n          confidence\n        }\n        moderation {\n          flagged\n          categories {\n            name\n            score\n          }\n        }\n        summary(maxSentences: 2) {\n          model\n          text {\n            content\n            embedding {\n              dimensions\n              vector\n            }\n            speech {\n              seconds\n              audio {\n                url\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Receipt($url: URL!, $labels: [String!]!, $question: String!) {\n  image(url: $url) {\n    url\n    recognition {\n      confidence\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        classification(labels: $labels) {\n          label\n          scores {\n            label\n            score\n          }\n        }\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query Receipt($url: URL!, $labels: [String!]!, $question: String!) {\n  image(url: $url) {\n    url\n    recognition {\n      confidence\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        classification(labels: $labels) {\n          label\n          scores {\n            label\n            score\n          }\n        }\n        answer(question: $question) {\n          text {\n            content\n          }\n          confidence\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Sign($url: URL!) {\n  image(url: $url) {\n    url\n    recognition {\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        language {\n          code\n          confidence\n          alternatives {\n            code\n            confidence\n          }\n        }\n        moderation {\n          flagged\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query Sign($url: URL!) {\n  image(url: $url) {\n    url\n    recognition {\n      words {\n        text\n        confidence\n        box {\n          left\n          top\n          width\n          height\n        }\n      }\n      text {\n        content\n        language {\n          code\n          confidence\n          alternatives {\n            code\n            confidence\n          }\n        }\n        moderation {\n          flagged\n        }\n      }\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;