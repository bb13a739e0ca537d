const MAX_DEPTH = 100;

/** What V8 spends on an object or array beside its members, and on each member. */
const OBJECT_BYTES = 32;
const SLOT_BYTES = 8;
/** Beyond Latin-1, V8 spends two bytes on each character of a string. */
const CHARACTER_BYTES = 2;

/**
 * About how many bytes a JSON value takes in memory; infinitely many where that is more than the bound, or where it is
 * nested too deep to tell.
 */
export function sizeOf(value: unknown, bound: number, depth = 0): number {
  if (typeof value === 'string') return within(OBJECT_BYTES / 2 + value.length * CHARACTER_BYTES, bound);
  if (typeof value !== 'object' || value === null) return SLOT_BYTES;
  if (depth > MAX_DEPTH) return Number.POSITIVE_INFINITY;
  const members = Array.isArray(value) ? value : Object.values(value);
  let size = OBJECT_BYTES + members.length * SLOT_BYTES;
  for (const member of members) {
    // A number stands in its slot.
    if (typeof member === 'object' || typeof member === 'string') size += sizeOf(member, bound - size, depth + 1);
    if (size > bound) return Number.POSITIVE_INFINITY;
  }
  return within(size, bound);
}

function within(size: number, bound: number): number {
  return size > bound ? Number.POSITIVE_INFINITY : size;
}
