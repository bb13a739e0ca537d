/** Freezes a tree of plain objects and lists, and gives it back. */
export function deepFreeze<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach((child: unknown) => deepFreeze(child));
  }
  return value;
}
