import { randomBytes } from 'node:crypto';

/**
 * One span of a trace, as `traceparent` carries it: W3C Trace Context, level 1,
 * https://www.w3.org/TR/trace-context-1/#traceparent-header
 */
export interface Trace {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits; the header's `parent-id`. */
  readonly spanId: string;
  readonly sampled: boolean;
}

/** Later versions may add parts after the flags; the first four keep their meaning. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** @returns the caller's span, or `undefined` where the header is missing or not valid: a new trace is then begun */
export function parseTraceparent(header: string | undefined): Trace | undefined {
  const [, version, traceId, spanId, flags, rest] = TRACEPARENT.exec(header ?? '') ?? [];
  if (version === undefined || traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function formatTraceparent({ traceId, spanId, sampled }: Trace): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** A new span: of the parent's trace, or of a new one. */
export function childTrace(parent?: Trace): Trace {
  return {
    traceId: parent?.traceId ?? randomId(16),
    spanId: randomId(8),
    sampled: parent?.sampled ?? true,
  };
}

function randomId(bytes: number): string {
  const id = randomBytes(bytes).toString('hex');
  return /^0+$/.test(id) ? randomId(bytes) : id;
}
