import { setTimeout as pause } from 'node:timers/promises';

import { askGateway } from '../demo/ask-gateway.js';
import { GatewayError, type GatewayPlace } from './gateway-flags.js';

/** A connection that breaks off is tried again so often, after these pauses in milliseconds. */
const PAUSES = [200, 1_000, 3_000];

/**
 * Asks a gateway for the field that the operation calls `result`, again where a connection breaks off: what changes
 * something is known by its key or its id.
 *
 * @throws GatewayError for what is refused, and `missing` where there is nothing
 */
export async function askForResult<Result>(
  place: GatewayPlace,
  { query, variables, missing }: { readonly query: string; readonly variables: object; readonly missing: string },
): Promise<Result> {
  const { data, errors } = await askAgain(place, query, variables);
  const result = data?.['result'];
  if (errors.length > 0) throw new GatewayError(errors.join('\n'));
  if (result === null || result === undefined) throw new GatewayError(missing);
  return result as Result;
}

async function askAgain(place: GatewayPlace, query: string, variables: object) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await askGateway({ ...place, query, variables });
    } catch (error) {
      const pauseMs = PAUSES[tries];
      if (pauseMs === undefined || place.signal.aborted) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new GatewayError(`${place.url} cannot be asked: ${reason}`, { cause: error });
      }
      await pause(pauseMs, undefined, { signal: place.signal }).catch(() => {});
    }
  }
}
