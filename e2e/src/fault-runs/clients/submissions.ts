import { randomUUID } from 'node:crypto';

import type { Random } from '../random.js';
import { LANGUAGE, summaryOf, textOf, VECTOR, writePrompt } from '../slow-service/answers.js';

/** Something to be done, and what must come of it. */
export interface Submission {
  readonly kind: 'generation' | 'pipeline' | 'language' | 'embeddings' | 'summarization';
  /** The idempotency key: the same however often it has to be sent. */
  readonly key: string;
  readonly context: object;
  /** What the result holds, as `readResult` reads it. */
  readonly expected: unknown;
  /** The texts of the calls that it takes, by capability, as the service notes them. */
  readonly calls: readonly { readonly capability: string; readonly text: string }[];
}

const DOCUMENT = `mutation ($input: GenerateInput!) { generate(input: $input) {
  text { content language { code } summary { text { content } } } } }`;

/** Words of a text: a second of writing, or three. */
const WORDS = [20, 60] as const;

function generation(random: Random): Submission {
  const prompt = { mark: randomUUID(), words: random.between(...WORDS) };
  const text = writePrompt(prompt);
  return {
    kind: 'generation',
    key: prompt.mark,
    context: { generation: { messages: [{ role: 'USER', content: text }] } },
    expected: textOf(prompt),
    calls: [{ capability: 'generation', text }],
  };
}

function pipeline(random: Random): Submission {
  const prompt = { mark: randomUUID(), words: random.between(5, 20) };
  const content = textOf(prompt);
  const input = { messages: [{ role: 'USER', content: writePrompt(prompt) }] };
  const text = { content, language: { code: LANGUAGE }, summary: { text: { content: summaryOf(content) } } };
  return {
    kind: 'pipeline',
    key: prompt.mark,
    context: { operation: { document: DOCUMENT, variables: { input } } },
    expected: { data: { generate: { text } } },
    calls: [
      { capability: 'generation', text: writePrompt(prompt) },
      { capability: 'language', text: content },
      { capability: 'summarization', text: content },
    ],
  };
}

function single(kind: 'language' | 'embeddings' | 'summarization'): Submission {
  const key = randomUUID();
  const content = `A text of its own: ${key}`;
  const expected = { language: LANGUAGE, embeddings: VECTOR.length, summarization: summaryOf(content) }[kind];
  return { kind, key, context: { [kind]: { content } }, expected, calls: [{ capability: kind, text: content }] };
}

/** What is under way in a round: streams above all, pipelines, and calls that cost nothing or something. */
export function makeSubmissions(random: Random): readonly Submission[] {
  return [
    ...Array.from({ length: 5 }, () => generation(random)),
    ...Array.from({ length: 2 }, () => pipeline(random)),
    single('language'),
    single('embeddings'),
    single('summarization'),
  ];
}

export const RESULT = `result {
  __typename
  ... on Generation { text { content } }
  ... on Summary { text { content } }
  ... on Language { code }
  ... on Embedding { dimensions }
  ... on OperationResult { response }
}`;

interface Result {
  readonly text?: { readonly content: string };
  readonly code?: string;
  readonly dimensions?: number;
  readonly response?: unknown;
}

/** What a result comes down to. */
export function readResult(result: unknown): unknown {
  const { text, code, dimensions, response } = (result ?? {}) as Result;
  return text?.content ?? code ?? dimensions ?? response;
}
