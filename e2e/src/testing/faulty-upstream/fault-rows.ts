import { gzipInLayers, html, huge, redirectTo, refuseWith } from './answer-faults.js';
import {
  blackHole,
  halfOpen,
  resetAtOnce,
  resetInBody,
  silentBody,
  stallInBody,
  trickle,
} from './connection-faults.js';
import {
  extraEntity,
  missingEntity,
  secretsInExtensions,
  wrongTypedEntity,
  wrongTypedField,
  wrongTypedGeneration,
} from './entity-faults.js';
import type { Fault } from './exchange.js';
import {
  cutAfter,
  endAfter,
  errorAfter,
  errorFirst,
  hugeEvent,
  malformedAfter,
  secretsAfter,
  stallAfter,
} from './stream-faults.js';

/** A fault by the name that the table has for it. */
export type NamedFault = readonly [name: string, fault: Fault];

const STATUSES = [400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529];

export const STATUS_FAULTS: readonly NamedFault[] = [
  ...STATUSES.map((status): NamedFault => [`status ${status}`, refuseWith(status)]),
  ['status 429, Retry-After: 1', refuseWith(429, { 'retry-after': '1' })],
];

/** What befalls any request. */
export const CONNECTION_FAULTS: readonly NamedFault[] = [
  ['reset at once', resetAtOnce],
  ['half open', halfOpen],
  ['black hole', blackHole],
  ['silence after the headers', silentBody],
  ['HTML instead of an answer', html()],
  ['redirect to another origin', redirectTo('http://127.0.0.1:9/elsewhere')],
];

/** What befalls an answer in one piece. */
export const WHOLE_FAULTS: readonly NamedFault[] = [
  ['reset in the middle of the body', resetInBody],
  ['stall in the middle of the body', stallInBody],
  ['trickle', trickle(100)],
  ['60 MB', huge()],
  ['gzip in three layers', gzipInLayers()],
];

/** What befalls entities of a service. */
export const ENTITY_FAULTS: readonly NamedFault[] = [
  ['an entity too many', extraEntity],
  ['an entity too few', missingEntity],
  ['an entity that is none', wrongTypedEntity],
  ['a field of another type', wrongTypedField],
  ['secrets in extensions', secretsInExtensions],
];

/** What befalls a generation of a service, in one piece. */
export const GENERATION_FAULTS: readonly NamedFault[] = [
  ['a field of another type', wrongTypedGeneration],
  ['secrets in extensions', secretsInExtensions],
];

/** What befalls a stream; the first event announces, those after it are pieces. */
export const STREAM_FAULTS: readonly NamedFault[] = [
  ['error as the first event', errorFirst],
  ['error after a piece', errorAfter(2)],
  ['cut after the announcement', cutAfter(1)],
  ['cut after a piece', cutAfter(2)],
  ['end after a piece, as if whole', endAfter(2)],
  ['stall after the announcement', stallAfter(1)],
  ['stall after a piece', stallAfter(2)],
  ['malformed before a piece', malformedAfter(1)],
  ['malformed after a piece', malformedAfter(2)],
  ['an event of 60 MB', hugeEvent()],
  ['gzip in three layers', gzipInLayers()],
];

/** What befalls a stream of a service beside. */
export const EVENT_FAULTS: readonly NamedFault[] = [['secrets in extensions, after a piece', secretsAfter(2)]];
