/** The candidate that was most likely meant by a misspelt word, if any is near enough. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const nearest = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((left, right) => left.distance - right.distance)[0];
  if (nearest === undefined) return undefined;
  return nearest.distance <= Math.ceil(nearest.candidate.length * 0.4) ? nearest.candidate : undefined;
}

/** Levenshtein distance; words beyond 100 characters are no misspelling of any setting. */
function editDistance(left: string, right: string): number {
  if (left.length > 100) return Infinity;
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 0; row < left.length; row++) {
    const current = [row + 1];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (left[row] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[right.length] ?? 0;
}
