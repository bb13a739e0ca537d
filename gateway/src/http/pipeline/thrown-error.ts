import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import { GraphQLError } from 'graphql';

/**
 * What is said where parsing or validation threw. graphql-js 16 validates the root of a subscription by collecting its
 * fields without variables, so that a condition on one throws there: that is the caller's mistake, and of one operation
 * alone, not of the connection that brought it.
 */
export function thrownError(thrown: unknown, logger: Logger): ServiceError {
  // Limits are checked before validation.
  if (thrown instanceof ServiceError) return thrown;
  if (thrown instanceof GraphQLError && !thrown.originalError) {
    return new ServiceError('GRAPHQL_VALIDATION_FAILED', 'A subscription has one field, without conditions.');
  }
  logger.error({ code: 'INTERNAL', error: thrown }, 'An operation has failed outside its execution.');
  return new ServiceError('INTERNAL', 'Internal error.');
}
