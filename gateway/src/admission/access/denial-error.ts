import { ServiceError } from '@sluice/schema';
import { GraphQLError } from 'graphql';

import type { DeniedField } from './operation/find-denied.js';

/** A place in a response. */
export type ResponsePath = readonly (string | number)[];

/** The error in the place of a field that is denied. The answer around it is whole, so it has no status of its own. */
export function denialError({ rule }: Pick<DeniedField, 'rule'>, path: ResponsePath): GraphQLError {
  const error = new ServiceError('UNAUTHORIZED_FIELD_OR_TYPE', 'You may not read this field.', { rule });
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, { path, originalError: error, extensions });
}

/** The error of an operation that is refused because of a field. */
export function refusalError({ rule }: Pick<DeniedField, 'rule'>, path: ResponsePath): GraphQLError {
  const error = new ServiceError('FORBIDDEN', 'You may not run this operation.', { rule });
  return new GraphQLError(error.message, { path, originalError: error, extensions: error.extensions });
}
