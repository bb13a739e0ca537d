import { ServiceError } from '@sluice/schema';
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';

import type { RateSettings } from '../../config/rate-settings.js';
import type { AdmissionRequest } from '../../supergraph/admission.js';
import type { SupergraphSnapshot } from '../../supergraph/snapshot.js';
import { ADMITTED, type AdmissionGate } from '../admission-gate.js';
import { type CostLine, measureOperation } from '../cost/measure-operation.js';
import type { Counters } from './counters.js';
import { effectiveRate } from './effective-rate.js';
import type { CountedRate, RateState } from './rate-context.js';
import { createRatedSchema, type RatedSchema } from './rated-schema.js';

export interface RateGateOptions {
  readonly settings: RateSettings;
  readonly counters: Counters;
}

/**
 * Counts the calls that an operation causes, field node by field node, after everything else has let it pass: nobody
 * pays for what is refused or cut. Each alias counts, and each item of a list. Of a subscription its root counts when it
 * is opened, and what its events cost with each event.
 */
export function createRateGate({ settings, counters }: RateGateOptions): AdmissionGate {
  const schemas = new WeakMap<SupergraphSnapshot, RatedSchema>();
  const schemaOf = (snapshot: SupergraphSnapshot) => {
    const known = schemas.get(snapshot) ?? createRatedSchema(snapshot.supergraphSchema, counters);
    schemas.set(snapshot, known);
    return known;
  };
  const take = async (request: AdmissionRequest, isAsked: (line: CostLine) => boolean) => {
    const { observed } = request.context;
    for (const line of measureOperation(request).lines.filter(isAsked)) {
      const counted = await count(line, request, { schema: schemaOf(request.snapshot), settings });
      if (!counted) continue;
      (observed.rates ??= []).push(counted);
      if (!counted.allowed) return [rateError(counted)];
    }
    return [];
  };
  const isSubscription = ({ operation }: AdmissionRequest) => operation.operation === 'subscription';
  return {
    name: 'rate',
    async admit(request) {
      const isAsked = ({ path }: CostLine) => !isSubscription(request) || path.length === 1;
      const errors = await take(request, isAsked);
      return errors.length > 0 ? { kind: 'refused', errors } : ADMITTED;
    },
    charge: (admitted) => take(admitted, ({ path }) => path.length > 1),
  };
}

async function count(
  { coordinate, weight, times }: CostLine,
  { snapshot, context: { principal } }: AdmissionRequest,
  { schema, settings }: { readonly schema: RatedSchema; readonly settings: RateSettings },
): Promise<CountedRate | null> {
  const declared = snapshot.rates.get(coordinate);
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const resolve = declared && schema(typeName, fieldName);
  if (!resolve || times === 0) return null;
  const rate = effectiveRate(coordinate, declared, principal, settings);
  const points = settings.points === 'cost' ? Math.max(1, weight) * times : times;
  let state: RateState = { remaining: rate.limit, resetMs: rate.duration * 1_000 };
  const onCounted = (told: RateState) => void (state = told);
  const context = { principal, coordinate, rate, points, onCounted };
  // The directive asks for nothing of where the field stands: the key is made of the context.
  const allowed = await resolve(undefined, {}, context, {} as GraphQLResolveInfo);
  return { ...rate, ...state, coordinate, allowed };
}

function rateError({ coordinate, limit, duration, per, remaining, resetMs }: CountedRate): GraphQLError {
  const retryAfterMs = Math.max(1, Math.ceil(resetMs));
  const { message, extensions } = new ServiceError(
    'RATE_LIMITED',
    `${coordinate} may be called ${limit} times in ${duration} s; try again in ${Math.ceil(retryAfterMs / 1_000)} s.`,
    {
      retryAfterMs,
      limit: {
        scope: per,
        dimension: coordinate,
        limit,
        remaining,
        resetAt: new Date(Date.now() + retryAfterMs).toISOString(),
      },
    },
  );
  return new GraphQLError(message, { extensions });
}
