import { z } from 'zod';

const MODEL = z.string().min(1).max(200);

const bounds = {
  maxTextLength: z.int().min(1).max(10_000_000).describe('The longest text, in characters (UTF-16 code units).'),
  maxTexts: z.int().min(1).max(100_000).describe('The most texts of `texts`.'),
  maxTokens: z
    .int()
    .min(1)
    .max(10_000_000)
    .describe('The most tokens that a language model may be asked to write; more is lowered to it.'),
};

/** `contexts` of the configuration. */
export const contextSettings = z.strictObject({
  maxTextLength: bounds.maxTextLength.default(100_000),
  maxTexts: bounds.maxTexts.default(1_000),
  maxTokens: bounds.maxTokens.optional(),
  defaultMaxTokens: bounds.maxTokens.optional().describe('What is asked for where the caller says nothing.'),
  modelAliases: z
    .record(MODEL, MODEL)
    .default({})
    .refine((aliases) => Object.values(aliases).every((model) => !Object.hasOwn(aliases, model)), {
      error: 'expected aliases of models, not of other aliases',
    })
    .describe('Names that stand for a model: `fast: small-model-3`.'),
  roles: z
    .record(z.string().min(1), z.strictObject(bounds).partial())
    .default({})
    .describe('Other bounds by role; of several roles the widest counts.'),
});

/** What contexts may be. */
export type ContextSettings = z.output<typeof contextSettings>;
