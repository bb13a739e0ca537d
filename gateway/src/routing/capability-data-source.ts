import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';

import type { CallRecord, RequestContext } from '../request-context.js';
import type { CallContract } from '../supergraph/capability-index.js';
import type { Call, CallOutcome } from './calls/call.js';
import { createFetchCompiler } from './calls/compile-fetch.js';
import { putTogether } from './calls/outcomes.js';
import { type CallRunnerOptions, createCallRunner } from './attempts/run-attempts.js';
import { reuseCalls } from './calls/reuse-calls.js';
import { takeApart } from './calls/take-apart.js';

export interface CapabilityDataSourceOptions extends CallRunnerOptions {
  /** The calls that the capability consists of. */
  readonly contracts: readonly CallContract[];
  /** Of the supergraph. */
  readonly schema: GraphQLSchema;
  /** Told of every request to a service, and of calls that could go nowhere. */
  readonly onCall: (record: CallRecord) => void;
}

/**
 * Resolves the plan's fetches from a capability: takes each apart into calls, runs them where the capability is
 * offered, and puts the answer together again. A failure is never thrown: it becomes an error at every place that the
 * call was to fill, so that the rest of the answer stands.
 */
export function createCapabilityDataSource(options: CapabilityDataSourceOptions): GraphQLDataSource<RequestContext> {
  const { capability, contracts, schema, onCall } = options;
  const compile = createFetchCompiler(contracts, schema);
  const run = createCallRunner(options);
  /** Fetches of one operation run at the same time: each finds the other's calls among those that are new to it. */
  const told = new WeakSet<CallRecord>();
  const tell = (record: CallRecord, { callLog }: RequestContext) => {
    if (told.has(record) || record.capability !== capability) return;
    told.add(record);
    onCall(record);
    callLog?.onCall(record);
  };
  return {
    async process({ request, context: given }): Promise<GatewayGraphQLResponse> {
      const context = given as RequestContext;
      const noted = context.calls.length;
      const fetch = compile(request.query ?? '');
      const variables = request.variables ?? {};
      const apart = takeApart(fetch, variables);
      const send = (calls: readonly Call[]) => run(fetch, calls, variables, context);
      const runNew = (calls: readonly Call[]) => reuseCalls(context.callLog, { capability, calls }, send);
      const outcomes = await onceAnOperation(apart.calls, context.pureCalls, runNew);
      context.calls.slice(noted).forEach((record) => tell(record, context));
      const { data, errors } = putTogether(fetch.kind, apart, outcomes);
      return { data, ...(errors.length > 0 && { errors }) };
    },
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
    underWay.set(
      call.key,
      running.then((outcomes) => outcomes.get(call) ?? nothing),
    );
  }
  const repeated = await Promise.all(
    known.map(async (call) => [call, structuredClone(await underWay.get(call.key)) ?? nothing] as const),
  );
  return new Map([...(await running), ...repeated]);
}
