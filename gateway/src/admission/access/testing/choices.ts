/** Random decisions that a seed repeats. */
export interface Choices {
  /** 0 to `below - 1`. */
  number(below: number): number;
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Each item with the chance of `percent`. */
  some<Item>(items: readonly Item[], percent: number): Item[];
}

/** A seed says more, when a property fails, than the ten thousand decisions that follow from it. */
export function createChoices(seed: number): Choices {
  const random = mulberry32(seed);
  const number = (below: number) => Math.floor(random() * below);
  const chance = (percent: number) => number(100) < percent;
  return {
    number,
    chance,
    pick(items) {
      const item = items[number(items.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
    some: (items, percent) => items.filter(() => chance(percent)),
  };
}

/** A small generator of good distribution: 0 to 1, 1 excluded. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
