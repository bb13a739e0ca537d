import {
  MODEL_FEATURES,
  MODEL_INPUTS,
  type ModelDetails,
  type ModelPrice,
  type OfferedModels,
  PRICE_RATES,
  type ServiceHealth,
} from '@sluice/schema';
import { z } from 'zod';

/** A service may be anyone's: no more than this is kept of what one tells. */
const MAX_CAPABILITIES = 100;
const MAX_MODELS = 1_000;

const name = z.string().min(1).max(200);
const line = z.string().transform((text) => text.slice(0, 1_000));

const health = z.object({
  status: z.enum(['loading', 'ready', 'draining', 'failed']),
  name: line.catch(''),
  version: line.catch(''),
  reason: line.optional().catch(undefined),
  capabilities: z
    .record(name, z.object({ models: z.array(name).max(MAX_MODELS), details: z.unknown().optional() }))
    .refine((value) => Object.keys(value).length <= MAX_CAPABILITIES),
});

const tokens = z.int().positive().max(1_000_000_000);
const rate = z.number().nonnegative().max(1_000_000);
const price = z.object({ currency: z.literal('USD'), asOf: z.iso.date() });

/**
 * The body of a service's `/health/ready`, member by member; what else it holds is left behind.
 *
 * Without a status or models there is nothing to route by, and it is refused. Details are a convenience: one that is not
 * as it should be, or that a newer service has and this gateway does not know, is left out and costs nothing else.
 *
 * @throws TypeError that quotes nothing of it
 */
export function readHealth(value: unknown): ServiceHealth {
  const { success, data } = health.safeParse(value);
  if (!success) throw new TypeError('The body of /health/ready is not that of a service.');
  const { reason, capabilities, ...rest } = data;
  const offers = Object.entries(capabilities).map(([key, offer]) => [key, readOffer(offer)] as const);
  return { ...rest, ...(reason !== undefined && { reason }), capabilities: Object.fromEntries(offers) };
}

function readOffer({ models, details }: { readonly models: readonly string[]; details?: unknown }): OfferedModels {
  const known = models.flatMap((model) => {
    const read = readDetails(isRecord(details) && Object.hasOwn(details, model) ? details[model] : undefined);
    return Object.keys(read).length > 0 ? [[model, read] as const] : [];
  });
  return { models, ...(known.length > 0 && { details: Object.fromEntries(known) }) };
}

function readDetails(value: unknown): ModelDetails {
  if (!isRecord(value)) return {};
  return {
    ...readMember('contextTokens', tokens, value),
    ...readMember('maxOutputTokens', tokens, value),
    ...readList('inputs', MODEL_INPUTS, value),
    ...readList('features', MODEL_FEATURES, value),
    ...readPrice(value['price']),
  };
}

/** A price without its currency or its day is none: nobody could tell what it means. */
function readPrice(value: unknown): { readonly price?: ModelPrice } {
  const parsed = price.safeParse(value);
  if (!parsed.success || !isRecord(value)) return {};
  const rates = PRICE_RATES.map((member) => readMember(member, rate, value));
  return { price: Object.assign({}, parsed.data, ...rates) as ModelPrice };
}

function readMember<Name extends string, Value>(
  member: Name,
  schema: z.ZodType<Value>,
  value: Readonly<Record<string, unknown>>,
): { readonly [Key in Name]?: Value } {
  const parsed = schema.safeParse(Object.hasOwn(value, member) ? value[member] : undefined);
  return (parsed.success ? { [member]: parsed.data } : {}) as { readonly [Key in Name]?: Value };
}

function readList<Name extends string, Value extends string>(
  member: Name,
  known: readonly Value[],
  value: Readonly<Record<string, unknown>>,
): { readonly [Key in Name]?: readonly Value[] } {
  const list = Object.hasOwn(value, member) ? value[member] : undefined;
  if (!Array.isArray(list)) return {};
  const values: readonly Value[] = known.filter((one) => list.includes(one));
  return { [member]: values } as { readonly [Key in Name]: readonly Value[] };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
