import { mapSchema, MapperKind } from '@graphql-tools/utils';
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { rateLimitDirective } from 'graphql-rate-limit-directive';
import { type IRateLimiterOptions, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';

import type { Counters } from './counters.js';
import type { RateContext } from './rate-context.js';
import { readRateKey, writeRateKey } from './rate-key.js';

/** Counts at a field; what it resolves to says whether the caller may go on. */
export type RatedResolver = GraphQLFieldResolver<unknown, RateContext, object, Promise<boolean>>;

/** Finds the resolver of a field; null where nothing is counted. */
export type RatedSchema = (typeName: string, fieldName: string) => RatedResolver | null;

/**
 * A copy of a supergraph under the transformer of `graphql-rate-limit-directive`: the resolvers of a federated schema
 * never run, so the copy has resolvers of its own, which say that they were reached. It stands apart from the copy of
 * access: shield would mask what is said here.
 */
export function createRatedSchema(schema: GraphQLSchema, counters: Counters): RatedSchema {
  const reachable = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: ({ subscribe: _, ...field }) => ({ ...field, resolve: () => true }),
  });
  const { rateLimitDirectiveTransformer } = rateLimitDirective<RateContext, CounterOptions>({
    keyGenerator: (_, __, ___, { principal, coordinate, rate }) => writeRateKey(rate, principal, coordinate),
    pointsCalculator: (_, __, ___, { points }) => points,
    onLimit: () => false,
    setState: ({ remainingPoints, msBeforeNext }, _, __, ___, { onCounted }) =>
      onCounted({ remaining: remainingPoints, resetMs: msBeforeNext }),
    limiterClass: CounterLimiter as unknown as typeof RateLimiterAbstract,
    limiterOptions: { counters },
  });
  const rated = rateLimitDirectiveTransformer(reachable);
  return (typeName, fieldName) => {
    const type = rated.getType(typeName);
    const resolve = isObjectType(type) ? type.getFields()[fieldName]?.resolve : undefined;
    return (resolve as RatedResolver | undefined) ?? null;
  };
}

interface CounterOptions extends IRateLimiterOptions {
  readonly counters: Counters;
}

/**
 * What the directive takes for a limiter. It makes one for each declared limit, and which limit holds depends on the
 * caller: so the key names it, and the counters of the store do the counting.
 */
class CounterLimiter {
  readonly #counters: Counters;

  constructor({ counters }: CounterOptions) {
    this.#counters = counters;
  }

  /** Rejects with what it resolves to where the limit is passed, as every limiter of the library does. */
  async consume(key: string, points: number): Promise<RateLimiterRes> {
    const { limit, duration, owner } = readRateKey(key);
    const decision = await this.#counters.consume({ points: limit, durationSeconds: duration }, owner, points);
    const { allowed, remaining, resetMs } = decision;
    const response = new RateLimiterRes(remaining, resetMs, limit - remaining, false);
    // oxlint-disable-next-line typescript/only-throw-error -- the directive tells a refusal from a failure by that
    if (!allowed) throw response;
    return response;
  }
}
