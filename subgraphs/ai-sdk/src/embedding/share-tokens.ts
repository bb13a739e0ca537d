/**
 * What of a batch's tokens each text took. Vendors count the batch as a whole; it is shared by length, and the shares
 * sum up to exactly what was billed.
 */
export function shareTokens(texts: readonly string[], total: number): number[] {
  const characters = texts.reduce((sum, { length }) => sum + length, 0);
  if (characters === 0) return texts.map(() => 0);
  let [passed, given] = [0, 0];
  return texts.map(({ length }) => {
    passed += length;
    const share = Math.round((total * passed) / characters) - given;
    given += share;
    return share;
  });
}
