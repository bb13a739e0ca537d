import { MODEL_FEATURES, MODEL_INPUTS, type ModelDetails } from '@sluice/kit';
import { z } from 'zod';

const MAX_MODELS = 200;
const tokens = z.int().min(1).max(1_000_000_000);
const rate = z.number().min(0).max(1_000_000).optional();

const price = z.strictObject({
  currency: z.literal('USD').default('USD'),
  inputPerMillionTokens: rate,
  outputPerMillionTokens: rate,
  cachedInputPerMillionTokens: rate,
  perMillionCharacters: rate,
  perMinute: rate,
  perImage: rate,
  asOf: z.iso.date({ error: 'expected the day on which it was so, such as 2026-11-23' }),
});

const name = z.string().min(1).max(200);

const described = z.strictObject({
  name,
  contextTokens: tokens.optional(),
  maxOutputTokens: tokens.optional(),
  inputs: z.array(z.enum(MODEL_INPUTS)).optional(),
  features: z.array(z.enum(MODEL_FEATURES)).optional(),
  price: price.optional(),
});

const model = z.union([name, described], {
  error: 'expected the name of a model, or a mapping with its name and what is known of it',
});

/** A model of the settings: a name or an alias of the catalogue, and what is to be said of it. */
export type ModelSetting = z.output<typeof model>;

/** Which models are offered, the default first. */
export const modelsSetting = (...defaults: string[]) =>
  z
    .array(model)
    .max(MAX_MODELS)
    .refine((models) => new Set(models.map(nameOf)).size === models.length, {
      error: 'expected each model once',
    })
    .default(defaults);

export const nameOf = (setting: ModelSetting): string => (typeof setting === 'string' ? setting : setting.name);

/** What the settings say of a model, without what they leave open. */
export function detailsOf(setting: ModelSetting): ModelDetails {
  if (typeof setting === 'string') return {};
  const { name: _, price: given, ...details } = setting;
  return withoutUndefined({ ...details, price: given && withoutUndefined(given) }) as ModelDetails;
}

const withoutUndefined = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
