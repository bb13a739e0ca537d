/** What a rule is handed as its parent. */
export interface UnreadParent {
  readonly parent: object;
  /** Whether a rule has looked at it. */
  readonly wasRead: boolean;
}

/** There is nothing behind a parent: what it throws is all that it has. */
const NOTHING = Object.create(null) as object;

/**
 * A parent that throws at every look, and remembers it. Nothing is fetched yet, so a rule that reads the parent cannot
 * decide: it denies, also where it catches the throw, or stands under a `not`.
 */
export function createUnreadParent(): UnreadParent {
  const watch = new Watch();
  return {
    parent: new Proxy(NOTHING, watch),
    get wasRead() {
      return watch.wasRead;
    },
  };
}

/** A class, so that one is made for each question without making its traps anew. */
class Watch implements ProxyHandler<object> {
  wasRead = false;

  refuse(): never {
    this.wasRead = true;
    throw new TypeError('A rule reads the parent, which is not fetched yet.');
  }

  get(_: object, property: PropertyKey): undefined {
    // Whoever awaits a value asks whether it is a promise: that tells nothing of it.
    return property === 'then' ? undefined : this.refuse();
  }

  has(): never {
    return this.refuse();
  }

  ownKeys(): never {
    return this.refuse();
  }

  getOwnPropertyDescriptor(): never {
    return this.refuse();
  }

  getPrototypeOf(): never {
    return this.refuse();
  }

  set(): never {
    return this.refuse();
  }

  defineProperty(): never {
    return this.refuse();
  }

  deleteProperty(): never {
    return this.refuse();
  }

  isExtensible(): never {
    return this.refuse();
  }

  preventExtensions(): never {
    return this.refuse();
  }

  setPrototypeOf(): never {
    return this.refuse();
  }
}
