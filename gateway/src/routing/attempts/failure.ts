import { type ErrorCode, type ErrorDetails, isErrorCode, readDetails, ServiceError } from '@sluice/schema';

import type { CallOutcome } from '../calls/call.js';

/** Why a call came to nothing. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** The failure of a call; null where something came of it, be it with errors below. */
export function failureOf({ value, errors: [first] }: CallOutcome): Failure | null {
  if (value !== null || !first) return null;
  const extensions = first.extensions ?? {};
  const code = isErrorCode(extensions['code']) ? extensions['code'] : 'INTERNAL';
  return { code, message: first.message, details: readDetails(extensions) };
}

/** Whether nothing was sent, so that nothing was done. */
export const wasUnsent = ({ phase }: { readonly phase?: unknown }) => phase === 'BEFORE_DISPATCH';

/** The outcome of a call that failed so. */
export function failedOutcome({ code, message, details }: Failure): CallOutcome {
  const { extensions } = new ServiceError(code, message, details);
  return { value: null, errors: [{ message, extensions, path: [] }] };
}
