import { describe, expect, it } from '@jest/globals';
import { childTrace, formatTraceparent, parseTraceparent } from './trace.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const HEADER = `00-${TRACE_ID}-${SPAN_ID}-01`;

describe('parseTraceparent', () => {
  it('reads the example of the recommendation', () => {
    expect(parseTraceparent(HEADER)).toEqual({ traceId: TRACE_ID, spanId: SPAN_ID, sampled: true });
  });

  it('reads the sampled bit among other flags', () => {
    expect(parseTraceparent(`00-${TRACE_ID}-${SPAN_ID}-02`)?.sampled).toBe(false);
    expect(parseTraceparent(`00-${TRACE_ID}-${SPAN_ID}-03`)?.sampled).toBe(true);
  });

  it('reads the first four parts of a later version', () => {
    expect(parseTraceparent(`cc-${TRACE_ID}-${SPAN_ID}-01-what-the-future-brings`)?.traceId).toBe(TRACE_ID);
  });

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['upper case', HEADER.toUpperCase()],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN_ID}-01`],
    ['a span id of zeros', `00-${TRACE_ID}-${'0'.repeat(16)}-01`],
    ['the forbidden version', `ff-${TRACE_ID}-${SPAN_ID}-01`],
    ['more than four parts in version 00', `${HEADER}-more`],
    ['an id that is too short', `00-${TRACE_ID.slice(1)}-${SPAN_ID}-01`],
    ['text around it', ` ${HEADER}`],
    ['a line break at its end', `${HEADER}\n`],
  ])('refuses %s', (_what, header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});

describe('childTrace', () => {
  it("keeps the parent's trace and choice, with a span of its own", () => {
    const parent = { traceId: TRACE_ID, spanId: SPAN_ID, sampled: false };
    const child = childTrace(parent);
    expect(child).toMatchObject({ traceId: TRACE_ID, sampled: false });
    expect(child.spanId).not.toBe(SPAN_ID);
  });

  it('begins a trace that reads back as it was written', () => {
    const trace = childTrace();
    expect(parseTraceparent(formatTraceparent(trace))).toEqual(trace);
  });
});
