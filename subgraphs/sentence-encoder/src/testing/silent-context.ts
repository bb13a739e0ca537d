import { type CallContext, silentLogger } from '@sluice/kit';

/** The surroundings of a call that nobody aborts and nobody listens to. */
export function silentContext(): CallContext {
  return { signal: new AbortController().signal, logger: silentLogger, callers: [] };
}
