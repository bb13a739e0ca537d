import { ServiceError } from '@sluice/schema';
import type { GraphQLFormattedError } from 'graphql';

import type { ServiceResponse } from '../read-response.js';
import type { Call, CallOutcome } from './call.js';
import type { CompiledFetch } from './compile-fetch.js';
import type { Apart } from './take-apart.js';

const { message, extensions } = new ServiceError(
  'PROVIDER_BAD_RESPONSE',
  'A service answered with a value of another type than its contract promises.',
);
const MISFIT: CallOutcome = { value: null, errors: [{ message, extensions, path: [] }] };
/** Nothing, and no word of why: nobody is told that there is nothing where something was asked for. */
const NOTHING: CallOutcome = {
  value: null,
  errors: [{ message: 'A service answered with nothing.', extensions, path: [] }],
};

/** What of an answer the calls are filled with. */
type Answer = Pick<ServiceResponse, 'data' | 'errors'>;

/** Shares a service's answer out to the calls that it was asked for. */
export function shareOut(
  kind: CompiledFetch['kind'],
  places: readonly (readonly Call[])[],
  { data, errors }: Answer,
): Map<Call, CallOutcome> {
  const entities = kind === 'entities' ? (data['_entities'] as readonly unknown[]) : [data];
  const located = errors.map((error) => ({
    error,
    path: kind === 'entities' ? (error.path ?? []).slice(1) : [0, ...(error.path ?? [])],
  }));
  const outcomes = new Map<Call, CallOutcome>();
  for (const [index, calls] of places.entries()) {
    const entity = (entities[index] ?? {}) as Readonly<Record<string, unknown>>;
    for (const call of calls) {
      const value = entity[call.node.name] ?? null;
      const own = located.flatMap(({ error, path }) => within(error, path, index, call.node.name, value));
      const isNothing = value === null && own.length === 0 && call.node.contract !== null;
      if (isNothing) outcomes.set(call, NOTHING);
      else outcomes.set(call, call.node.fits(value) ? { value, errors: own } : MISFIT);
    }
  }
  return outcomes;
}

/** The error with its path below the field; one that names no field belongs to every field that came to nothing. */
function within(
  error: GraphQLFormattedError,
  [place, field, ...rest]: readonly (string | number)[],
  index: number,
  name: string,
  value: unknown,
): GraphQLFormattedError[] {
  if (place !== undefined && place !== index) return [];
  if (field === undefined) return value === null ? [{ ...error, path: [] }] : [];
  return field === name ? [{ ...error, path: rest }] : [];
}

/** The answer of a fetch, put together again from what came of its calls. */
export function putTogether(
  kind: CompiledFetch['kind'],
  { places }: Apart,
  outcomes: ReadonlyMap<Call, CallOutcome>,
): Answer {
  const filled = places.map((calls) =>
    Object.fromEntries(calls.map((call) => [call.node.name, outcomes.get(call)?.value ?? null])),
  );
  const errors = places.flatMap((calls, index) =>
    calls.flatMap((call) =>
      (outcomes.get(call)?.errors ?? []).map((error) => {
        const below = [call.node.name, ...(error.path ?? [])];
        return { ...error, path: kind === 'entities' ? ['_entities', index, ...below] : below };
      }),
    ),
  );
  return { data: kind === 'entities' ? { _entities: filled } : (filled[0] ?? {}), errors };
}
