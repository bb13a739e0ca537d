/** What a rule is handed as its parent. */
export interface UnreadParent {
  readonly parent: object;
  /** Whether a rule has looked at it. */
  readonly wasRead: boolean;
}

const FIELDS: readonly (keyof ProxyHandler<object>)[] = [
  'get',
  'has',
  'ownKeys',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'set',
  'defineProperty',
  'deleteProperty',
  'isExtensible',
  'preventExtensions',
  'setPrototypeOf',
];

/**
 * A parent that throws at every look, and remembers it. Nothing is fetched yet, so a rule that reads the parent cannot
 * decide: it denies, also where it catches the throw, or stands under a `not`.
 */
export function createUnreadParent(): UnreadParent {
  let wasRead = false;
  const refuse = (_: object, property?: PropertyKey) => {
    // Whoever awaits a value asks whether it is a promise: that tells nothing of it.
    if (property === 'then') return undefined;
    wasRead = true;
    throw new TypeError('A rule reads the parent, which is not fetched yet.');
  };
  const handler = Object.fromEntries(FIELDS.map((trap) => [trap, refuse])) as ProxyHandler<object>;
  const parent = new Proxy(Object.create(null) as object, handler);
  return {
    parent,
    get wasRead() {
      return wasRead;
    },
  };
}
