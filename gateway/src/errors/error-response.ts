import { ERROR_TABLE, type ServiceError } from '@sluice/schema';

/** An answer that consists of one error: refused before any operation was looked at. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The GraphQL response of a request error, https://spec.graphql.org/October2021/#sec-Errors, with fitting headers. */
export function errorResponse({ code, message, extensions, details }: ServiceError, requestId: string): ErrorResponse {
  const { status } = ERROR_TABLE[code];
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(details.retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(details.retryAfterMs / 1000)) }),
    },
    body: JSON.stringify({ errors: [{ message, extensions: { ...extensions, requestId } }] }),
  };
}
