import { type ErrorCode, ServiceError } from '@sluice/schema';

/** A limit that an operation passes. */
export interface PassedLimit {
  readonly code: Extract<ErrorCode, `OPERATION_TOO_${string}`>;
  readonly dimension: string;
  readonly limit: number;
  readonly value: number;
}

/** Counts beyond this are told as this: fragments within fragments make them astronomic. */
const MAX_TOLD = 1_000_000_000;

/** The refusal, with the limit and the value in words and in numbers. */
export function limitError({ code, dimension, limit, value: counted }: PassedLimit): ServiceError {
  const value = Math.min(MAX_TOLD, counted);
  const message = `The operation has ${value} ${dimension}; at most ${limit} are allowed.`;
  return new ServiceError(code, message, { limit: { dimension, limit, value } });
}
