import type { Hooks } from '../../middleware/hooks.js';
import type { CallChanges } from '../../middleware/middleware.js';
import type { RequestContext } from '../../request-context.js';
import type { Call } from './call.js';

/** A request that is about to go to a service. */
export interface PendingRequest {
  readonly capability: string;
  readonly service: string;
  /** For each entity, or the root alone, the calls that it is asked for. */
  readonly places: readonly (readonly Call[])[];
}

/**
 * Asks `onCall` about a request; null where nobody is to be asked.
 *
 * @throws ServiceError where a middleware refuses
 */
export function askFirst(
  onCall: Hooks['onCall'],
  { capability, service, places }: PendingRequest,
  context: RequestContext,
): Promise<Required<CallChanges>> | null {
  if (!onCall) return null;
  const contracts = places.flat().flatMap(({ node }) => node.contract ?? []);
  const coordinates = [...new Set(contracts.map(({ coordinate }) => coordinate))];
  return onCall({ capability, service, coordinates, items: places.length }, context);
}
