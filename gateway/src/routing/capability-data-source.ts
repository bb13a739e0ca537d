import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';

import { type CallRecord, deriveContext, type RequestContext } from '../request-context.js';
import type { CallContract } from '../supergraph/capability-index.js';
import { type CachedRunnerOptions, withCallCache } from './call-cache/with-call-cache.js';
import type { Call, CallOutcome } from './calls/call.js';
import { createFetchCompiler } from './calls/compile-fetch.js';
import { putTogether } from './calls/outcomes.js';
import { type CallRunner, type CallRunnerOptions, createCallRunner } from './attempts/run-attempts.js';
import { reuseCalls } from './calls/reuse-calls.js';
import { takeApart } from './calls/take-apart.js';

export interface CapabilityDataSourceOptions extends CallRunnerOptions {
  /** The calls that the capability consists of. */
  readonly contracts: readonly CallContract[];
  /** Of the supergraph. */
  readonly schema: GraphQLSchema;
  /** Told of every request to a service, and of calls that could go nowhere. */
  readonly onCall: (record: CallRecord) => void;
  /** Keeps what PURE calls answer; null where nothing is kept. */
  readonly caching: Omit<CachedRunnerOptions, 'schema'> | null;
}

/**
 * Resolves the plan's fetches from a capability: takes each apart into calls, runs them where the capability is
 * offered, and puts the answer together again. A failure is never thrown: it becomes an error at every place that the
 * call was to fill, so that the rest of the answer stands.
 */
export function createCapabilityDataSource(options: CapabilityDataSourceOptions): GraphQLDataSource<RequestContext> {
  const { capability, contracts, schema, onCall, caching } = options;
  const compile = createFetchCompiler(contracts, schema);
  const noting = noteCalls(createCallRunner(options), onCall);
  const run = caching ? withCallCache(noting, { ...caching, schema }) : noting;
  return {
    async process({ request, context: given }): Promise<GatewayGraphQLResponse> {
      const context = given as RequestContext;
      const fetch = compile(request.query ?? '');
      const variables = request.variables ?? {};
      const apart = takeApart(fetch, variables);
      const send = (calls: readonly Call[]) => run(fetch, calls, variables, context);
      const runNew = (calls: readonly Call[]) => reuseCalls(context.callLog, { capability, calls }, send);
      const outcomes = await onceAnOperation(apart.calls, context.pureCalls, runNew);
      const { data, errors } = putTogether(fetch.kind, apart, outcomes);
      return { data, ...(errors.length > 0 && { errors }) };
    },
  };
}

/** Tells of the requests of each run when they have ended, also where nobody waits for the run any more. */
function noteCalls(run: CallRunner, onCall: (record: CallRecord) => void): CallRunner {
  return async (fetch, calls, variables, context) => {
    // Several fetches of an operation run at the same time: each notes its own.
    const own: CallRecord[] = [];
    try {
      return await run(fetch, calls, variables, deriveContext(context, { calls: own }));
    } finally {
      context.calls.push(...own);
      for (const record of own) {
        onCall(record);
        context.callLog?.onCall(record);
      }
    }
  };
}

/**
 * Runs PURE calls that an operation makes at several of its places once; others always. What is handed out again is a
 * copy, since the executor merges into what it is given.
 */
async function onceAnOperation(
  calls: readonly Call[],
  underWay: Map<string, Promise<CallOutcome>>,
  run: (calls: readonly Call[]) => Promise<Map<Call, CallOutcome>>,
): Promise<Map<Call, CallOutcome>> {
  const isPure = ({ node }: Call) => node.contract?.effect === 'PURE';
  const known = calls.filter((call) => isPure(call) && underWay.has(call.key));
  const fresh = calls.filter((call) => !known.includes(call));
  const running = run(fresh);
  const nothing: CallOutcome = { value: null, errors: [] };
  for (const call of fresh.filter(isPure)) {
    const outcome = running.then((outcomes) => outcomes.get(call) ?? nothing);
    // Where nobody asks for it a second time, nobody would hear of its failure, and that would end the process.
    outcome.catch(() => {});
    underWay.set(call.key, outcome);
  }
  const repeated = await Promise.all(
    known.map(async (call) => [call, structuredClone(await underWay.get(call.key)) ?? nothing] as const),
  );
  return new Map([...(await running), ...repeated]);
}
