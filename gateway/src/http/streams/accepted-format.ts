import { multipartFormat } from '../multipart/multipart-format.js';
import { sseFormat } from '../sse/sse-format.js';
import type { StreamFormat } from './stream-format.js';

/** A form of streamed answers, and how often it is to show that it lives, in milliseconds. */
export interface AcceptedFormat {
  readonly format: StreamFormat;
  readonly heartbeatMs: number;
}

/** Apollo's clients expect a part every few seconds. */
const MULTIPART_HEARTBEAT_MS = 5_000;

/**
 * In which form a client wants a streamed answer, by its `Accept`; null when it wants none. Multipart answers are
 * asked for with the version of their protocol; where several forms are accepted, the first named counts.
 */
export function acceptedFormat(accept: string | undefined, pingMs: number): AcceptedFormat | null {
  for (const range of (accept ?? '').split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    if (type === 'text/event-stream') return { format: sseFormat, heartbeatMs: pingMs };
    const isMultipart = type === 'multipart/mixed' && parameters.some((parameter) => SPEC.test(parameter));
    if (isMultipart) return { format: multipartFormat, heartbeatMs: MULTIPART_HEARTBEAT_MS };
  }
  return null;
}

const SPEC = /^subscriptionspec="?1\.0"?$/;
