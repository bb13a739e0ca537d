/**
 * The items in a random order in which each stands first as often as its weight says (Efraimidis and Spirakis, 2006:
 * the order of the `weight`-th roots of random numbers). Those of no weight stand last, in a random order too.
 *
 * @param random from 0 up to, not including, 1
 */
export function inRandomOrder<Item>(
  items: readonly Item[],
  random: () => number,
  weightOf: (item: Item) => number = () => 1,
): Item[] {
  return items
    .map((item) => {
      const weight = weightOf(item);
      // The logarithm of that root: it keeps apart what the root itself would round to 1.
      const key = Math.log(1 - random());
      return { item, isLast: weight <= 0, key: weight > 0 ? key / weight : key };
    })
    .sort((one, other) => Number(one.isLast) - Number(other.isLast) || other.key - one.key)
    .map(({ item }) => item);
}
