import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';

import type { PlannedOperation } from './prepare-operation.js';

/** A request with the variables of the document that is planned, in place of those of the one that was sent. */
export function meantRequest<Context extends Pick<GatewayGraphQLRequestContext, 'request'>>(
  context: Context,
  { variables }: PlannedOperation,
): Context {
  return { ...context, request: { ...context.request, variables } };
}
