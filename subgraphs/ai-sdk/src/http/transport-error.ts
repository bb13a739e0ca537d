import { ServiceError } from '@sluice/kit';

/** Codes of Node that mean that no connection came about: nothing was sent. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPROTO',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
]);
/** How the codes of certificates and of TLS begin or end: the handshake failed, so nothing was sent either. */
const NOT_TRUSTED = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_)|SELF_SIGNED|_CERT(?:_|$)/;
const MAX_CAUSES = 5;

/** The taxonomy's word for a request that got no answer: whether it was sent decides whether it may be sent again. */
export function toTransportError(error: unknown): ServiceError {
  const code = transportCode(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    const details = { kind: 'CONNECT', phase: 'BEFORE_DISPATCH' } as const;
    return new ServiceError('PROVIDER_TIMEOUT', 'No connection to the AI service came about in time.', details, {
      cause: error,
    });
  }
  if (NOT_CONNECTED.has(code) || NOT_TRUSTED.test(code)) {
    const message = 'The AI service could not be reached.';
    return new ServiceError('PROVIDER_CONNECTION_FAILED', message, { phase: 'BEFORE_DISPATCH' }, { cause: error });
  }
  return brokenOff('DISPATCHED', error);
}

/** A connection that ended after the request had been sent; what was asked may have been done, and billed. */
export function brokenOff(phase: 'DISPATCHED' | 'STREAMING', cause: unknown): ServiceError {
  const details = { phase, outcomeUnknown: true };
  return new ServiceError('PROVIDER_ERROR', 'The connection to the AI service broke off.', details, { cause });
}

/** The code that Node or undici gave an error, or one of its causes; empty where there is none. */
function transportCode(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = 'cause' in current ? current.cause : undefined;
  }
  return '';
}
