import type { IncomingHttpHeaders } from 'node:http';
import { WIRE_HEADERS } from '@sluice/schema';
import type { InputLimits } from '../service.js';
import { parseGatewayOrigin, parseWriteUrl } from './gateway-url.js';
import { createRequestMedia, type RequestMedia } from './request-media.js';
import { createShares } from './shares.js';

/** What a service may hold of pictures and sounds from the gateway at a time, in bytes. */
const MEMORY_BYTES = 256 * 1024 * 1024;
/** What it writes at a time; the gateway takes a handful of a tenant at once. */
const WRITES = 4;
const MAX_WAITING = 10_000;

/** The pictures and sounds of a service. */
export interface ServiceMedia {
  /**
   * Those of one request. Its headers say where they are, and are believed: who may not call was refused before.
   *
   * @param signal aborts when the caller leaves or the deadline passes
   */
  ofRequest(headers: IncomingHttpHeaders, signal: AbortSignal): RequestMedia;
}

export function createServiceMedia({ mediaBytes, mediaMs }: Pick<InputLimits, 'mediaBytes' | 'mediaMs'>): ServiceMedia {
  const memory = createShares(Math.max(MEMORY_BYTES, mediaBytes), MAX_WAITING);
  const writes = createShares(WRITES, MAX_WAITING);
  return {
    ofRequest(headers, signal) {
      const origin = parseGatewayOrigin(headers[WIRE_HEADERS.mediaOrigin]);
      const grant = parseWriteUrl(headers[WIRE_HEADERS.mediaWriteUrl]);
      return createRequestMedia({ origin, grant, maxBytes: mediaBytes, timeoutMs: mediaMs, memory, writes, signal });
    },
  };
}
