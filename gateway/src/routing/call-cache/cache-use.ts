/** How answers of one field came out of the cache, as `extensions.cache` tells it. */
export interface CacheUse {
  /** `Text.embedding`. */
  readonly coordinate: string;
  /** `STALE`: older than it may be, since nobody could answer anew. */
  readonly status: 'HIT' | 'STALE';
  readonly calls: number;
  /** Of the oldest. */
  readonly ageMs: number;
}

/** Adds a use; those of one field and status are told together, so that a long list makes no long answer. */
export function noteUse(uses: CacheUse[], use: CacheUse): void {
  const { coordinate, status } = use;
  const index = uses.findIndex((known) => known.coordinate === coordinate && known.status === status);
  const known = uses[index];
  if (known === undefined) uses.push(use);
  else uses[index] = { ...use, calls: known.calls + use.calls, ageMs: Math.max(known.ageMs, use.ageMs) };
}

/** An answer that tells which of it came out of the cache; the same where nothing did. */
export function withCacheUses<Answer extends { readonly extensions?: Readonly<Record<string, unknown>> }>(
  answer: Answer,
  uses: readonly CacheUse[],
): Answer {
  return uses.length === 0 ? answer : { ...answer, extensions: { ...answer.extensions, cache: uses } };
}
