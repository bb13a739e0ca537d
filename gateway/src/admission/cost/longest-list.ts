/** Items of the longest list within a value, without recursion: a JSON value may be nested deep. */
export function longestList(value: unknown): number {
  let longest = 0;
  const pending: unknown[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inner = Object.values(next) as unknown[];
    if (Array.isArray(next)) longest = Math.max(longest, inner.length);
    for (const one of inner) if (typeof one === 'object' && one !== null) pending.push(one);
  }
  return longest;
}
