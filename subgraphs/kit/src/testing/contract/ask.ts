import { WIRE_HEADERS } from '@sluice/schema';
import type { ServiceClient } from '../service-client.js';
import { type CapabilitySample, USAGE_FIELDS } from './capability-samples.js';

/** What became of one item. */
export type Answer =
  | { readonly kind: 'result'; readonly result: ItemResult }
  | { readonly kind: 'error'; readonly code: string };

export interface ItemResult extends Readonly<Record<string, unknown>> {
  readonly model: string;
  readonly usage: Readonly<Record<string, number | null>> | null;
}

export interface AskOptions {
  readonly model?: string;
  /** What the caller grants, in milliseconds. */
  readonly timeoutMs?: number;
  /** Aborted, the caller leaves: the promise rejects. */
  readonly signal?: AbortSignal;
}

/** Asks a capability about some items in one operation, as the gateway does; one answer an item, in order. */
export async function ask(
  service: ServiceClient,
  sample: CapabilitySample,
  items: readonly unknown[],
  { model, timeoutMs, signal }: AskOptions = {},
): Promise<Answer[]> {
  const { type, key } = sample.entity;
  const representations = items.map((item) => ({ __typename: type, [key]: item }));
  const { data, errors = [] } = await service.query(
    documentOf(sample),
    { representations, model: model ?? null },
    {
      ...(timeoutMs !== undefined && { headers: { [WIRE_HEADERS.timeoutMs]: String(timeoutMs) } }),
      ...(signal && { signal }),
    },
  );
  const entities = (data?.['_entities'] ?? []) as ({ readonly answer: ItemResult | null } | null)[];
  // An error without a place in the list is one of the whole request.
  const errorOf = (index: number) => errors.find(({ path }) => path?.[1] === index || path?.[1] === undefined);
  return items.map((_, index) => {
    const result = entities[index]?.answer;
    return result ? { kind: 'result', result } : { kind: 'error', code: codeOf(errorOf(index)) };
  });
}

/** The code of an error as it came, and words for one that has none. */
export function codeOf(error: { readonly extensions?: Readonly<Record<string, unknown>> } | undefined): string {
  const code = error?.extensions?.['code'];
  return typeof code === 'string' ? code : 'an error without a code';
}

function documentOf({ entity, field, options, selection }: CapabilitySample): string {
  return `query Contract($representations: [_Any!]!, $model: String) {
    _entities(representations: $representations) { ... on ${entity.type} {
      answer: ${field}(model: $model ${options}) { ${selection} model usage { ${USAGE_FIELDS.join(' ')} } }
    } }
  }`;
}
