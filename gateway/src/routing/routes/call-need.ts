import type { CallContract } from '../../supergraph/capability-index.js';
import type { Call } from '../calls/call.js';
import { argumentOf, namedModel } from '../calls/model-place.js';

/** What a model must be able to do for a call. */
export type NeededFeature = 'tools' | 'structured-output' | 'seed' | 'stop';

/** What a call needs of the target that answers it. */
export interface CallNeed {
  readonly capability: string;
  /** The field, such as `Text.embedding`; null where no AI service is asked, such as for `__typename`. */
  readonly coordinate: string | null;
  readonly contract: Pick<CallContract, 'effect' | 'interchangeable'>;
  /** The model or the alias that the caller named; null where the choice was left. */
  readonly model: string | null;
  /** Whether pictures stand in its input. */
  readonly images: boolean;
  readonly features: readonly NeededFeature[];
}

const NO_CONTRACT = { effect: 'PURE', interchangeable: 'ANY' } as const;

type Value = Readonly<Record<string, unknown>>;

/** Reads from a call what it needs. */
export function needOf(capability: string, { node }: Pick<Call, 'node'>, variables: Value): CallNeed {
  const { contract, field, model } = node;
  const input = argumentOf(field, 'input', variables) as Value | null | undefined;
  return {
    capability,
    coordinate: contract?.coordinate ?? null,
    contract: contract ?? NO_CONTRACT,
    model: namedModel(field, model, variables),
    images: asks(input, 'messages', (messages) => (messages as Value[]).some((message) => isFilled(message['images']))),
    features: FEATURES.flatMap(([member, feature]) => (asks(input, member, isFilled) ? [feature] : [])),
  };
}

/** The members of an input that not every model understands. */
const FEATURES: readonly (readonly [member: string, feature: NeededFeature])[] = [
  ['tools', 'tools'],
  ['responseSchema', 'structured-output'],
  ['seed', 'seed'],
  ['stop', 'stop'],
];

function asks(input: Value | null | undefined, member: string, test: (value: unknown) => boolean): boolean {
  const value = input?.[member];
  return value !== null && value !== undefined && test(value);
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && (!Array.isArray(value) || value.length > 0);
}

/** Equal for calls that can be answered by the same targets. */
export function needKey({ coordinate, model, images, features }: CallNeed): string {
  return JSON.stringify([coordinate, model, images, features]);
}
