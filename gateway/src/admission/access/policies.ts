import type { RequestContext } from '../../request-context.js';

/** What a policy is asked about. */
export type PolicyRequest = Pick<RequestContext, 'principal' | 'requestId' | 'signal'>;

/**
 * Decides what a `@policy` of a contract names. Only `true` allows; one that throws, or takes longer than a second,
 * denies. The signal aborts when nobody waits any more.
 */
export type Policy = (request: PolicyRequest) => boolean | Promise<boolean>;

/** By the name that stands in `@policy`. */
export type Policies = Readonly<Record<string, Policy>>;

const TIMEOUT_MS = 1_000;

/** What a decision needs of the request. */
type DeciderContext = PolicyRequest & Pick<RequestContext, 'logger'>;

/** Asks each policy at most once an operation. A name that nobody has registered denies. */
export function createPolicyDecider(policies: Policies, context: DeciderContext): (name: string) => Promise<boolean> {
  const decided = new Map<string, Promise<boolean>>();
  return (name) => {
    const known = decided.get(name) ?? decide(policies, name, context);
    decided.set(name, known);
    return known;
  };
}

async function decide(
  policies: Policies,
  name: string,
  { principal, requestId, signal: caller, logger }: DeciderContext,
): Promise<boolean> {
  const policy = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (!policy) return false;
  const signal = AbortSignal.any([caller, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    return (await Promise.race([policy({ principal, requestId, signal }), aborted(signal)])) === true;
  } catch (error) {
    logger.warn({ reason: `@policy ${name}`, error }, 'A policy could not decide, and so denies.');
    return false;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
