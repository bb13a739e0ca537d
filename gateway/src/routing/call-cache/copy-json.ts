/** What is nested deeper than any selection is a leaf, which nobody changes: it is handed on as it is. */
const MAX_DEPTH = 100;

/** A copy of a JSON value. The executor merges into what it is given, so that nothing may be given twice. */
export function copyJson(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => copyJson(item, depth + 1));
  // A member may be named __proto__, which an assignment would take for something else.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyJson(member, depth + 1)]));
}
