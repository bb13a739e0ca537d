import { ServiceError } from '@sluice/schema';

/** Codes of Node and undici that mean that no connection came about: nothing was sent. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
]);

/**
 * The taxonomy's word for what went wrong between the gateway and a service. Before dispatch, outcome unknown and
 * cancelled by us are told apart, since only the first is free of double work.
 */
export function transportError(error: unknown, signal: AbortSignal): ServiceError {
  if (error instanceof ServiceError) return error;
  if (signal.aborted) {
    if (signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError') {
      return timeout('TOTAL', 'did not finish in time', signal.reason);
    }
    return signal.reason instanceof ServiceError
      ? signal.reason
      : new ServiceError('CANCELLED', 'The caller left.', {}, { cause: signal.reason });
  }
  const code = codeOf(error);
  if (NOT_CONNECTED.has(code)) {
    const message = 'A service could not be reached.';
    return new ServiceError('PROVIDER_CONNECTION_FAILED', message, { phase: 'BEFORE_DISPATCH' }, { cause: error });
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return timeout('HEADERS', 'did not begin to answer in time', error);
  if (code === 'UND_ERR_BODY_TIMEOUT') return timeout('IDLE', 'fell silent within its answer', error);
  const details = { phase: 'DISPATCHED', outcomeUnknown: true } as const;
  return new ServiceError('PROVIDER_ERROR', 'The connection to a service broke off.', details, { cause: error });
}

function timeout(kind: 'HEADERS' | 'IDLE' | 'TOTAL', what: string, cause: unknown): ServiceError {
  const details = { kind, phase: 'DISPATCHED', outcomeUnknown: true } as const;
  return new ServiceError('PROVIDER_TIMEOUT', `A service ${what}.`, details, { cause });
}

/** The code that Node or undici gave an error; empty where there is none. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
