import { setMaxListeners } from 'node:events';

import { ServiceError } from '@sluice/schema';

import type { RequestContext } from '../../request-context.js';

/**
 * The context of an upstream: that of the request which opened it, without that request's end. It lives until the
 * last of its readers has left, and has no deadline of its own.
 */
export function createSharedContext(opener: RequestContext): {
  readonly context: RequestContext;
  readonly abort: () => void;
} {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const { requestId, principal, labels, trace, logger, callLog } = opener;
  return {
    context: {
      requestId,
      principal,
      labels,
      trace,
      logger,
      signal: controller.signal,
      deadlineAt: Number.POSITIVE_INFINITY,
      calls: [],
      attempts: [],
      pureCalls: new Map(),
      cacheUses: [],
      observed: { codes: [] },
      callLog,
      onStream: null,
    },
    abort: () => controller.abort(new ServiceError('CANCELLED', 'Nobody reads the subscription any more.')),
  };
}
