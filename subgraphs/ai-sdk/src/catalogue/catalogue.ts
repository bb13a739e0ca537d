import type { ModelDetails, ModelPrice } from '@sluice/kit';

/** What is known of a model of a vendor. */
export interface CatalogueEntry {
  /** As the vendor calls it. */
  readonly name: string;
  /** Shorter names, for settings: they stand for `name`. */
  readonly aliases?: readonly string[];
  /** Names of the same model that the vendor promises not to move; they stay what they are. */
  readonly snapshots?: readonly string[];
  readonly details: ModelDetails;
}

/** A convenience with a date: what settings say of a model comes first, and the vendor's bill last. */
export type Catalogue = readonly CatalogueEntry[];

/** Dollars for a million tokens. */
export function perMillionTokens(
  asOf: string,
  input: number,
  output?: number,
  cachedInput?: number,
): Pick<ModelDetails, 'price'> & { readonly price: ModelPrice } {
  return {
    price: {
      currency: 'USD',
      asOf,
      inputPerMillionTokens: input,
      ...(output !== undefined && { outputPerMillionTokens: output }),
      ...(cachedInput !== undefined && { cachedInputPerMillionTokens: cachedInput }),
    },
  };
}
