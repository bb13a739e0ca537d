import { GraphQLError } from 'graphql';
import { type ErrorCode, ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';

const INTERNAL_MESSAGE = 'Something went wrong in the service; the request id leads to its log.';

/** An error of the request itself: nothing was executed. */
export function toRequestError(error: Error, code: ErrorCode): GraphQLError {
  const { extensions, message } = new ServiceError(code, error.message);
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions });
}

/**
 * An error of a field, as it may leave the service: a `ServiceError` with its extensions; anything else is `INTERNAL`
 * with a constant message, and its name and frames go to the log alone.
 */
export function toFieldError(error: GraphQLError, logger: Logger): GraphQLError {
  const { originalError, path } = error;
  if (originalError instanceof ServiceError) {
    return new GraphQLError(originalError.message, { path: path ?? null, extensions: originalError.extensions });
  }
  logger.error({ error: originalError ?? error }, 'A field failed for a reason that has no code.');
  const { extensions, message } = new ServiceError('INTERNAL', INTERNAL_MESSAGE);
  return new GraphQLError(message, { path: path ?? null, extensions });
}

/** The body of a response that consists of one error. */
export function errorBody(error: ServiceError): { errors: readonly { message: string; extensions: object }[] } {
  return { errors: [{ message: error.message, extensions: error.extensions }] };
}
