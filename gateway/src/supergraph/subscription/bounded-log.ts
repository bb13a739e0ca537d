/** Items in order, of which the oldest are dropped; places in it are numbered from the very first item. */
export interface BoundedLog<Item> {
  /** The number of the oldest item that is kept. */
  readonly first: number;
  /** The number that the next item will have. */
  readonly end: number;
  /** Whether nothing was dropped. */
  readonly isWhole: boolean;
  at(number: number): Item | undefined;
  append(item: Item, size: number): void;
  /**
   * Drops what nobody needs, and more where there is too much. While everything fits it is kept, whoever has read it.
   *
   * @param needed the number of the oldest item that somebody still needs
   */
  trim(needed: number): void;
}

export interface BoundedLogOptions {
  /** Items that are kept although everyone has read them, for those who come later. */
  readonly keep: number;
  readonly maxItems: number;
  /** In the unit of the items' sizes. */
  readonly maxSize: number;
}

export function createBoundedLog<Item>({ keep, maxItems, maxSize }: BoundedLogOptions): BoundedLog<Item> {
  const entries: { readonly item: Item; readonly size: number }[] = [];
  let first = 0;
  let size = 0;
  const drop = (count: number) => {
    for (const dropped of entries.splice(0, count)) size -= dropped.size;
    first += count;
  };
  return {
    get first() {
      return first;
    },
    get end() {
      return first + entries.length;
    },
    get isWhole() {
      return first === 0;
    },
    at: (number) => entries[number - first]?.item,
    append(item, itemSize) {
      entries.push({ item, size: itemSize });
      size += itemSize;
    },
    trim(needed) {
      if (first === 0 && entries.length <= keep && size <= maxSize) return;
      drop(Math.max(0, needed - first));
      // The newest stays, however large it is: one reader at least is waiting for it.
      while (entries.length > 1 && (entries.length > maxItems || size > maxSize)) drop(1);
    },
  };
}
