import { ServiceError } from '@sluice/schema';
import { childTrace, formatTraceparent } from '@sluice/telemetry';

import type { Hooks } from '../../middleware/hooks.js';
import type { CallChanges } from '../../middleware/middleware.js';
import type { RequestContext } from '../../request-context.js';
import type { Assertions } from '../assertions/assertions.js';
import type { MediaAccess } from '../media-access.js';
import { readResponse, type ServiceResponse } from '../read-response.js';
import type { Target } from '../target.js';
import type { ServiceClient } from '../service-client.js';
import { askFirst } from './ask-first.js';
import type { Call, CallOutcome } from './call.js';
import type { CompiledFetch } from './compile-fetch.js';
import { mediaForCalls, refuseForeignMedia } from './call-media.js';
import { shareOut } from './outcomes.js';
import { type CallRequest, toRequests } from './to-requests.js';

export interface CallRunnerOptions {
  readonly capability: string;
  readonly client: ServiceClient;
  readonly media: MediaAccess;
  readonly assertions: Assertions;
  /**
   * Where a call goes; the seam for routes, fallback and hedging.
   *
   * @throws ServiceError where it can go nowhere
   */
  readonly route: (call: Call, context: RequestContext) => Target;
  /** Asked before a request goes out; null where nobody is to be asked. */
  readonly beforeCall: Hooks['onCall'];
}

/** Runs calls of one fetch, and never throws: what fails is the outcome of the calls that it hit. */
export type CallRunner = (
  fetch: CompiledFetch,
  calls: readonly Call[],
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
) => Promise<Map<Call, CallOutcome>>;

/** Sends calls to their targets; those with the same target go out together. */
export function createCallRunner(options: CallRunnerOptions): CallRunner {
  const { capability, route } = options;
  return async (fetch, calls, variables, context) => {
    const byTarget = new Map<string, { readonly target: Target; readonly calls: Call[] }>();
    const outcomes = new Map<Call, CallOutcome>();
    const settle = (settled: Map<Call, CallOutcome>) => settled.forEach((outcome, call) => outcomes.set(call, outcome));
    for (const call of calls) {
      try {
        const target = route(call, context);
        const group = byTarget.get(target.url) ?? { target, calls: [] };
        group.calls.push(call);
        byTarget.set(target.url, group);
      } catch (error) {
        const failure = asServiceError(error, context);
        settle(failed([call], failure));
      }
    }
    if (outcomes.size > 0) noteUnrouted(capability, outcomes, context);
    const requests = [...byTarget.values()].flatMap((group) =>
      toRequests(fetch, group.calls, variables).map((request) =>
        send({ ...request, kind: fetch.kind, target: group.target, context }, options),
      ),
    );
    for (const settled of await Promise.all(requests)) settle(settled);
    return outcomes;
  };
}

/** One operation on its way to a service. */
interface Dispatch extends CallRequest {
  readonly kind: CompiledFetch['kind'];
  readonly target: Target;
  readonly context: RequestContext;
}

async function send(
  { request, places, kind, target, context }: Dispatch,
  { capability, client, media, assertions, beforeCall }: CallRunnerOptions,
): Promise<Map<Call, CallOutcome>> {
  const startedAt = performance.now();
  const items = places.length;
  const { service } = target;
  let changes: Required<CallChanges> | null = null;
  const end = (outcome: string) => {
    const durationMs = performance.now() - startedAt;
    context.calls.push({ capability, service, outcome, durationMs, items });
    changes?.onOutcome(outcome);
  };
  try {
    context.signal.throwIfAborted();
    changes = await askFirst(beforeCall, { capability, service, places }, context);
    const assertion = await assertions.forCall(service, context.principal);
    const options = { ...sendOptions(context, performance.now()), assertion, headers: changes?.headers ?? {} };
    const around = { access: media, principal: context.principal, target, timeoutMs: options.timeoutMs };
    const answer = await client.send(target, request, { ...options, ...mediaForCalls(places.flat(), around) });
    const response = readResponse(answer, kind === 'entities' ? items : null);
    const outcomes = refuseForeignMedia(shareOut(kind, places, response), around);
    end(firstCode(response, outcomes) ?? 'OK');
    return outcomes;
  } catch (error) {
    const failure = asServiceError(error, context);
    end(failure.code);
    return failed(places.flat(), failure);
  }
}

/** Calls that could go nowhere count as well. */
function noteUnrouted(capability: string, outcomes: ReadonlyMap<Call, CallOutcome>, { calls }: RequestContext): void {
  const [outcome] = outcomes.values();
  const code = outcome?.errors[0]?.extensions?.['code'];
  calls.push({ capability, service: null, outcome: String(code as string), durationMs: 0, items: outcomes.size });
}

function firstCode({ errors }: ServiceResponse, outcomes: ReadonlyMap<Call, CallOutcome>): string | undefined {
  const [first] = [...errors, ...[...outcomes.values()].flatMap((outcome) => outcome.errors)];
  const code = first?.extensions?.['code'];
  return typeof code === 'string' ? code : undefined;
}

function failed(calls: readonly Call[], { message, extensions }: ServiceError): Map<Call, CallOutcome> {
  return new Map(calls.map((call) => [call, { value: null, errors: [{ message, extensions, path: [] }] }]));
}

function asServiceError(error: unknown, { logger }: RequestContext): ServiceError {
  if (error instanceof ServiceError) return error;
  logger.error({ code: 'INTERNAL', error }, 'A call failed for a reason that has no code.');
  return new ServiceError('INTERNAL', 'Internal error.', {}, { cause: error });
}

function sendOptions({ signal, deadlineAt, requestId, trace }: RequestContext, now: number) {
  return { signal, timeoutMs: deadlineAt - now, requestId, traceparent: formatTraceparent(childTrace(trace)) };
}
