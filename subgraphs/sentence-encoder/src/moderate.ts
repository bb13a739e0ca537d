import type { BatchFunction, ModerationResult } from '@sluice/kit';
import { countTokens, embedGroups } from './embed-groups.js';
import { type Embedded, type Engine, MODEL } from './engine.js';
import { type ModerationCategory, scoreVector } from './moderation-head.js';
import { splitEach, splitPassages } from './sentences.js';

/**
 * Judges texts by their worst part. The vector of a whole text tells what most of it is about: of 61 insults, each put
 * between 4 to 30 neutral sentences, the whole's vector showed none, while 51 were flagged alone. So each sentence is
 * judged as well as the whole, and the highest score counts. The threshold was chosen for that.
 */
export function createModerate(
  engine: Pick<Engine, 'embed'>,
  head: readonly ModerationCategory[],
): BatchFunction<string, object, ModerationResult> {
  return async (texts, _options, { signal }) => {
    const parts = await splitParts(texts);
    const groups = await embedGroups(
      parts.map((own) => (own instanceof Error ? [] : own)),
      engine,
      signal,
    );
    return parts.map((own, index) =>
      own instanceof Error ? own : judge(texts[index] ?? '', groups[index] ?? [], head),
    );
  };
}

/** Of each text the whole and, where there are several, its sentences. */
export async function splitParts(texts: readonly string[]): Promise<(string[] | Error)[]> {
  const passages = await splitEach(texts, splitPassages);
  return texts.map((text, index) => {
    const own = passages[index] ?? [];
    if (own instanceof Error) return own;
    return own.length > 1 ? [text, ...own] : [text];
  });
}

/** The score of a text: that of its worst part. */
export function worstScore(parts: readonly Embedded[], category: Pick<ModerationCategory, 'weights' | 'bias'>): number {
  const readable = parts.filter(({ tokens }) => tokens > 0);
  return Math.max(0, ...readable.map(({ vector }) => scoreVector(vector, category)));
}

function judge(text: string, parts: readonly Embedded[], head: readonly ModerationCategory[]): ModerationResult {
  const categories = head.map((category) => {
    const score = worstScore(parts, category);
    return { name: category.name, score, flagged: score >= category.threshold };
  });
  return {
    flagged: categories.some(({ flagged }) => flagged),
    categories,
    model: MODEL,
    usage: { inputTokens: countTokens(parts), inputCharacters: text.length },
  };
}
