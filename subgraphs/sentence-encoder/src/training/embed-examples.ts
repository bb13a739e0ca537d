import { embedGroups } from '../embed-groups.js';
import type { Embedded, Engine } from '../engine.js';
import { splitParts } from '../moderate.js';
import type { Example } from './read-corpora.js';

/** An example with the vectors of the whole text and, where it has several, of its sentences: as moderation sees it. */
export interface EmbeddedExample extends Example {
  readonly parts: readonly Embedded[];
}

const never = new AbortController().signal;
const BATCH = 512;

/** Embeds examples exactly as moderation does: those of like length together, given back in their own order. */
export async function embedExamples(
  examples: readonly Example[],
  engine: Pick<Engine, 'embed'>,
): Promise<EmbeddedExample[]> {
  const shortFirst = examples.toSorted((left, right) => left.text.length - right.text.length);
  const parts = new Map<Example, readonly Embedded[]>();
  for (let start = 0; start < shortFirst.length; start += BATCH) {
    const batch = shortFirst.slice(start, start + BATCH);
    const groups = (await splitParts(batch.map(({ text }) => text))).map((own) => (own instanceof Error ? [] : own));
    const embedded = await embedGroups(groups, engine, never);
    for (const [index, example] of batch.entries()) parts.set(example, embedded[index] ?? []);
  }
  return examples.map((example) => ({ ...example, parts: parts.get(example) ?? [] }));
}
