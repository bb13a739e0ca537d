import { z } from 'zod';

const most = (max: number, meaning: string) => z.int().min(1).max(max).describe(`The most ${meaning}.`);

/** Bounds of one operation, each of which a role may have different. */
const operationBounds = {
  maxTokens: most(100_000, 'lexical tokens of an operation'),
  maxDepth: most(1_000, 'levels of fields within fields'),
  maxHeight: most(100_000, 'fields once fragments are spread out'),
  maxAliases: most(100_000, 'aliases'),
  maxRootFields: most(100_000, 'fields at the root'),
  maxRepeats: most(100_000, 'fields that stand where one of the same name stands already'),
  maxDirectives: most(100_000, 'directives'),
  maxListLength: most(1_000_000, 'items of a list in the arguments'),
  maxVariableDepth: most(1_000, 'levels of values within values of a variable'),
  maxVariableValues: most(10_000_000, 'values of all variables, nested ones included'),
  maxVariableCharacters: most(100_000_000, 'characters of all variables, without pictures and sounds'),
  maxCost: most(1_000_000_000, 'points of cost'),
  maxCalls: most(1_000_000, 'calls of AI services that an operation can cause'),
};

/** Enough for pipelines over a thousand texts, and for the introspection of Apollo Studio. */
export const DEFAULT_BOUNDS = {
  maxTokens: 2_000,
  maxDepth: 20,
  maxHeight: 1_000,
  maxAliases: 50,
  maxRootFields: 20,
  maxRepeats: 50,
  maxDirectives: 50,
  maxListLength: 1_000,
  maxVariableDepth: 32,
  maxVariableValues: 20_000,
  maxVariableCharacters: 2_000_000,
  maxCost: 20_000,
  maxCalls: 5_000,
} as const satisfies Record<keyof typeof operationBounds, number>;

type BoundName = keyof typeof operationBounds;

const withDefaults = Object.fromEntries(
  Object.entries(operationBounds).map(([name, bound]) => [name, bound.default(DEFAULT_BOUNDS[name as BoundName])]),
) as { [Name in BoundName]: z.ZodDefault<z.ZodInt> };

/** What of `limits` bounds one operation. */
export const operationLimits = {
  ...withDefaults,
  roles: z
    .record(z.string().min(1), z.strictObject(operationBounds).partial())
    .default({})
    .describe('Other bounds by role; of several roles the widest counts.'),
};

/** The bounds of one operation. */
export type OperationBounds = Readonly<Record<BoundName, number>>;

/** The same, with those of roles. */
export interface OperationLimitSettings extends OperationBounds {
  readonly roles: Readonly<Record<string, { readonly [Name in BoundName]?: number | undefined }>>;
}
