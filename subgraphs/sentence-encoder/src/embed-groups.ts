import type { Embedded, Engine } from './engine.js';

/** Embeds the texts of several groups as one list, so that they share the model's calls, and gives them back by group. */
export async function embedGroups(
  groups: readonly (readonly string[])[],
  engine: Pick<Engine, 'embed'>,
  signal: AbortSignal,
): Promise<Embedded[][]> {
  const embedded = await engine.embed(groups.flat(), signal);
  let start = 0;
  return groups.map(({ length }) => embedded.slice(start, (start += length)));
}

/** The tokens of all of them. */
export function countTokens(embedded: readonly Embedded[]): number {
  return embedded.reduce((sum, { tokens }) => sum + tokens, 0);
}
