import { multipartFormat } from '../multipart/multipart-format.js';
import { sseFormat } from '../sse/sse-format.js';
import type { StreamFormat } from './stream-format.js';

/** A form of streamed answers, and how often it is to show that it lives, in milliseconds. */
export interface AcceptedFormat {
  readonly format: StreamFormat;
  readonly heartbeatMs: number;
  /** Whether the client takes JSON too; where not, the answer to an operation that opens no stream is one as well. */
  readonly takesJson: boolean;
}

/** Apollo's clients expect a part every few seconds; others may be told of life less often. */
const MULTIPART_HEARTBEAT_MS = 5_000;

interface Range {
  readonly type: string;
  readonly parameters: readonly string[];
  readonly quality: number;
}

/**
 * In which form a client wants a streamed answer, by its `Accept`; null when it wants none. Multipart answers are
 * asked for with the version of their protocol. Of several forms that of the highest quality counts, then the first.
 */
export function acceptedFormat(accept: string | undefined, pingMs: number): AcceptedFormat | null {
  const ranges = (accept ?? '')
    .split(',')
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .toSorted((left, right) => right.quality - left.quality);
  const takesJson = ranges.some(({ type }) => JSON_RANGES.has(type));
  for (const { type, parameters } of ranges) {
    if (type === 'text/event-stream') return { format: sseFormat, heartbeatMs: pingMs, takesJson };
    const isMultipart = type === 'multipart/mixed' && parameters.some((parameter) => SPEC.test(parameter));
    if (isMultipart)
      return { format: multipartFormat, heartbeatMs: Math.min(pingMs, MULTIPART_HEARTBEAT_MS), takesJson };
  }
  return null;
}

const SPEC = /^subscriptionspec="?1\.0"?$/;
const JSON_RANGES = new Set(['application/json', 'application/graphql-response+json', 'application/*', '*/*']);

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, parameters, quality: quality === undefined ? 1 : Number(quality) };
}
