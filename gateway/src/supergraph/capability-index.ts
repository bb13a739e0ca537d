import { type ObjectType, type Supergraph } from '@apollo/federation-internals';

/** What a call does beside answering; `@call(effect:)`. */
export type CallEffect = 'PURE' | 'BILLABLE' | 'SIDE_EFFECT';

/** Which target may answer in place of another; `@call(interchangeable:)`. */
export type Interchangeable = 'ANY' | 'SAME_MODEL' | 'NEVER';

/** A field that AI services answer. */
export interface CallContract {
  /** `Text.embedding`. */
  readonly coordinate: string;
  readonly effect: CallEffect;
  readonly interchangeable: Interchangeable;
  /** How long an answer may be kept, in seconds; 0 where it may not. `@call(maxAge:)`. */
  readonly maxAge: number;
  /** Whether tenants may share answers; `@call(shareable:)`. */
  readonly shareable: boolean;
  /** The kind of context that it runs; `@contextKind(name:)`. Null where it cannot be submitted on its own. */
  readonly kind: string | null;
}

/** The capabilities of a supergraph, each with its calls; subgraphs without calls are control subgraphs. */
export type CapabilityIndex = ReadonlyMap<string, readonly CallContract[]>;

/** Reads `@call` from a supergraph, by the subgraph that owns the field. */
export function indexCapabilities(supergraph: Supergraph): CapabilityIndex {
  const index = new Map<string, CallContract[]>();
  for (const subgraph of supergraph.subgraphs()) {
    const calls = subgraph.schema
      .objectTypes()
      .flatMap((type) => type.fields().map((field) => ({ type, field })))
      .flatMap(({ type, field }) => callContract(supergraph, type.name, field.name));
    if (calls.length > 0) index.set(subgraph.name, calls);
  }
  return index;
}

function callContract(supergraph: Supergraph, typeName: string, fieldName: string): CallContract[] {
  const type = supergraph.schema.type(typeName) as ObjectType | undefined;
  const field = type?.field(fieldName);
  const [call] = field?.appliedDirectivesOf('call') ?? [];
  if (!call) return [];
  const [named] = field?.appliedDirectivesOf('contextKind') ?? [];
  const kind = (named?.arguments() as { name: string } | undefined)?.name ?? null;
  const { effect, interchangeable, maxAge, shareable } = call.arguments(true) as Omit<
    CallContract,
    'coordinate' | 'kind'
  >;
  return [{ coordinate: `${typeName}.${fieldName}`, effect, interchangeable, maxAge, shareable, kind }];
}
