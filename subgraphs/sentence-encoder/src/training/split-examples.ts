import { createHash } from 'node:crypto';
import type { Example } from './read-corpora.js';

/** Three parts that share no text; each is half toxic, half not. */
export interface Split {
  readonly training: readonly Example[];
  /** For the choice of the regularisation and the threshold. */
  readonly validation: readonly Example[];
  /** Seen once, for the figures that are published. */
  readonly heldOut: readonly Example[];
}

/** Change it and the figures change: it decides which texts are held out. */
const SEED = 20_240_607;

/** Shares of the validation and the held-out part: a little more than 1,000 texts each. */
const PART = 0.12;

/** Splits by stratum, always in the same way. */
export function splitExamples(examples: readonly Example[]): Split {
  const random = createRandom(SEED);
  const parts = { training: [] as Example[], validation: [] as Example[], heldOut: [] as Example[] };
  for (const stratum of toStrata(balance(shuffle(examples, random)))) {
    const size = Math.round(stratum.length * PART);
    parts.heldOut.push(...stratum.slice(0, size));
    parts.validation.push(...stratum.slice(size, 2 * size));
    parts.training.push(...stratum.slice(2 * size));
  }
  return parts;
}

/** As many toxic texts as others; of the toxic ones the rare kinds go in whole, the common kind fills up. */
function balance(examples: readonly Example[]): Example[] {
  const harmless = examples.filter(({ toxic }) => !toxic);
  const toxic = examples.filter((example) => example.toxic);
  const common = toxic.filter(({ stratum }) => stratum === 'davidson-offensive');
  const rare = toxic.filter(({ stratum }) => stratum !== 'davidson-offensive');
  return [...harmless, ...[...rare, ...common].slice(0, harmless.length)];
}

function toStrata(examples: readonly Example[]): Example[][] {
  const strata = new Map<string, Example[]>();
  for (const example of examples) {
    const stratum = strata.get(example.stratum);
    if (stratum) stratum.push(example);
    else strata.set(example.stratum, [example]);
  }
  return [...strata.values()];
}

/** Fisher and Yates. */
function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const shuffled = [...items];
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const item = shuffled[index] as Item;
    shuffled[index] = shuffled[other] as Item;
    shuffled[other] = item;
  }
  return shuffled;
}

/** Numbers from 0 to 1 that repeat with the seed: a linear congruence, good enough to shuffle. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Every fifth: enough to check figures again without minutes of work. */
export function sampleOf<Item>(items: readonly Item[]): Item[] {
  return items.filter((_, index) => index % 5 === 0);
}

/** Tells two parts apart without telling their texts. */
export function digestOf(examples: readonly Example[]): string {
  return createHash('sha256')
    .update(JSON.stringify(examples.map(({ text }) => text)))
    .digest('hex');
}
