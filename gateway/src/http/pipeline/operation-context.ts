import { childTrace, type Logger, parseTraceparent } from '@sluice/telemetry';

import type { RequestContext } from '../../request-context.js';
import type { RequestSignal } from '../request-signal.js';
import type { Caller } from './caller.js';

/** The context of one operation, whatever brought it. */
export function createOperationContext(
  { requestId, principal, traceparent, labels, callLog }: Caller,
  { signal, deadlineAt }: RequestSignal,
  logger: Logger,
  onStream: RequestContext['onStream'],
): RequestContext {
  const trace = childTrace(parseTraceparent(traceparent));
  return {
    requestId,
    principal,
    labels,
    trace,
    signal,
    deadlineAt,
    logger: logger.child({ requestId, traceId: trace.traceId }),
    calls: [],
    attempts: [],
    pureCalls: new Map(),
    cacheUses: [],
    observed: { codes: [] },
    callLog: callLog ?? null,
    onStream,
  };
}
