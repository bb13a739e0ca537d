import { isErrorCode, ServiceError } from '@sluice/schema';
import { type EncodedError, isEncodedError } from './worker-messages.js';

/** A task's result as its worker gave it; an error that it threw is thrown again, with its code. */
export function decodeAnswer(answer: unknown): unknown {
  if (isEncodedError(answer)) throw decodeError(answer);
  return Array.isArray(answer) ? answer.map((one: unknown) => (isEncodedError(one) ? decodeError(one) : one)) : answer;
}

function decodeError({ encodedError }: EncodedError): Error {
  const { name, message, stack, code, details } = encodedError;
  if (isErrorCode(code)) return new ServiceError(code, message, details);
  return Object.assign(new Error(message), { name, stack });
}
