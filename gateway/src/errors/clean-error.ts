import { type ErrorCode, isErrorCode, readDetails, ServiceError } from '@sluice/schema';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Codes of Apollo Server, in the words of the taxonomy. */
const APOLLO_CODES: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'NOT_FOUND',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
};

/**
 * The last word on every error that leaves the gateway: a code of the taxonomy, a message fit for the caller, and
 * nothing else: no stack, no internal name, no text of an upstream. What the taxonomy does not know is `INTERNAL`.
 *
 * @param onInternal is told the original of an `INTERNAL` error
 */
export function cleanError(
  formatted: GraphQLFormattedError,
  error: unknown,
  onInternal: (original: unknown) => void,
): GraphQLFormattedError {
  const original = unwrap(error);
  const said = original instanceof ServiceError ? original.extensions : (formatted.extensions ?? {});
  const code = codeOf(said['code']);
  if (code === 'INTERNAL') onInternal(original);
  const message = code === 'INTERNAL' ? 'Internal error.' : formatted.message;
  // Routing puts them there for those who may know, and takes none from a service.
  const attempts: unknown = said['attempts'];
  // A rule is named by admission alone: what a service calls so is its own text.
  const rule = original instanceof ServiceError ? original.details.rule : undefined;
  return {
    message,
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: {
      ...new ServiceError(code, message, { ...readDetails(said), ...(rule !== undefined && { rule }) }).extensions,
      ...(Array.isArray(attempts) && { attempts }),
    },
  };
}

function codeOf(code: unknown): ErrorCode {
  if (isErrorCode(code)) return code;
  return (typeof code === 'string' ? APOLLO_CODES[code] : undefined) ?? 'INTERNAL';
}

function unwrap(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? unwrap(error.originalError) : error;
}
