import { labels, languages } from './rules/choices.js';
import { generation } from './rules/generation.js';
import { languageTag } from './rules/language-tag.js';
import type { Members } from './rules/members.js';
import { model } from './rules/model.js';
import { numberWithin } from './rules/number-within.js';
import { shortText, text } from './rules/text.js';
import { texts } from './rules/texts.js';
import { url } from './rules/url.js';

/**
 * Every kind of context, by the name that the contract's `@contextKind` gives it, with the rule of each member: the key
 * of its entity and the arguments of its field. A kind that is not here was brought by a registered service; its
 * arguments run as they are.
 */
const KINDS: Readonly<Record<string, Members>> = {
  answering: { content: text, question: shortText({ max: 4_000 }), model },
  classification: { content: text, labels, model },
  description: { url, model },
  embeddings: { content: text, model },
  generation: { input: generation, idempotencyKey: shortText({ max: 200 }) },
  language: { content: text, model },
  moderation: { content: text, model },
  recognition: { url, languages, model },
  similarity: { content: text, to: text, model },
  summarization: { content: text, maxSentences: numberWithin({ min: 1, max: 100 }), model },
  synthesis: { content: text, voice: shortText({ max: 100 }), rate: numberWithin({ min: 0.25, max: 4 }), model },
  transcription: { url, language: languageTag, model },
  translation: { content: text, to: languageTag, from: languageTag, model },
};

/** What enters the graph, by coordinate. */
const SOURCES: Readonly<Record<string, Members>> = {
  'Query.text': { content: text },
  'Query.texts': { contents: texts },
  'Query.image': { url },
  'Query.audio': { url },
};

/** The fields of a kind that `@contextKind` does not name, since they are not submitted on their own. */
const ALIKE: Readonly<Record<string, string>> = {
  'Text.similarity': 'similarity',
  'Subscription.generate': 'generation',
};

/** The rules of a kind's members; null for a kind that is not known. */
export function membersOfKind(kind: string): Members | null {
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? null) : null;
}

/**
 * The rules of a field's arguments; null where it has none.
 *
 * @param kind what `@contextKind` says of the field; null where it says nothing
 */
export function membersOfField(coordinate: string, kind: string | null): Members | null {
  if (Object.hasOwn(SOURCES, coordinate)) return SOURCES[coordinate] ?? null;
  const own = kind ?? (Object.hasOwn(ALIKE, coordinate) ? ALIKE[coordinate] : undefined);
  return own === undefined ? null : membersOfKind(own);
}

/** Fields through which texts, pictures and sounds enter the graph. */
export const SOURCE_FIELDS: ReadonlySet<string> = new Set(Object.keys(SOURCES));
