import { ServiceError } from '@sluice/schema';

import type { Principal } from '../../identity/principal.js';
import type { MediaAccess } from '../media-access.js';
import type { Target } from '../target.js';
import type { SendOptions } from '../service-client.js';
import type { Call, CallOutcome } from './call.js';
import { MEDIA_ENTITIES, valuesAt } from './media-places.js';

export interface CallMediaOptions {
  readonly access: MediaAccess;
  readonly principal: Principal;
  readonly target: Target;
  /** How long the service may take. */
  readonly timeoutMs: number;
}

/** What the service of these calls is told: where media are, if it is to read or write some, and how to write them. */
export function mediaForCalls(
  calls: readonly Call[],
  { access, principal, target, timeoutMs }: CallMediaOptions,
): Pick<SendOptions, 'mediaOrigin' | 'mediaWriteUrl'> {
  const kind = calls.flatMap(({ node }) => node.media)[0]?.kind;
  const reads = calls.some(({ representation }) => MEDIA_ENTITIES.has(representation?.__typename ?? ''));
  return {
    mediaOrigin: reads || kind ? access.originFor(target) : null,
    mediaWriteUrl: kind ? access.writeUrl(kind, principal, timeoutMs) : null,
  };
}

/**
 * Fails the calls whose answers name pictures or sounds that are not stored here for the caller: such a URL would become
 * the key of an entity, and other services would be asked to read it.
 */
export function refuseForeignMedia(
  outcomes: Map<Call, CallOutcome>,
  { access, principal }: Pick<CallMediaOptions, 'access' | 'principal'>,
): Map<Call, CallOutcome> {
  const isOwn = ({ node }: Call, { value }: CallOutcome) =>
    node.media.every(({ kind, path }) => valuesAt(value, path).every((url) => access.isOwnUrl(url, kind, principal)));
  for (const [call, outcome] of outcomes) if (!isOwn(call, outcome)) outcomes.set(call, REFUSED);
  return outcomes;
}

const { message, extensions } = new ServiceError(
  'PROVIDER_BAD_RESPONSE',
  'A service answered with a picture or a sound that it did not store here.',
);
const REFUSED: CallOutcome = { value: null, errors: [{ message, extensions, path: [] }] };
