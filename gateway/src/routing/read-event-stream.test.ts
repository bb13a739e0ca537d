import { Readable } from 'node:stream';

import { describe, expect, it } from '@jest/globals';

import { readEventStream } from './read-event-stream.js';

/** What a reader is given of a body that comes in these pieces. */
async function readAll(pieces: readonly (string | Buffer)[], maxEventBytes = 1_000): Promise<unknown[]> {
  const read = readEventStream(Readable.from(pieces.map((piece) => Buffer.from(piece))), maxEventBytes);
  const results: unknown[] = [];
  try {
    for (let result = await read(); result !== null; result = await read()) results.push(result);
    return [...results, 'complete'];
  } catch (error) {
    return [...results, (error as { code: string }).code];
  }
}

const NEXT = 'event: next\ndata: {"a":"ä"}\n\n';
const COMPLETE = 'event: complete\ndata:\n\n';

describe('an event stream', () => {
  it('is read wherever it is cut, also within a character', async () => {
    const bytes = Buffer.from(`:\n\n${NEXT}:\n\n${NEXT}${COMPLETE}`);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(await readAll([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual([
        { a: 'ä' },
        { a: 'ä' },
        'complete',
      ]);
    }
  });

  it('may have lines that end in CRLF, data in several lines, and fields that nobody knows', async () => {
    expect(await readAll(['id: 7\r\nevent:next\r\ndata: {"a":\r\ndata: 1}\r\n\r\n', COMPLETE])).toEqual([
      { a: 1 },
      'complete',
    ]);
  });

  it.each([
    ['ends without a word', [NEXT], [{ a: 'ä' }, 'STREAM_INTERRUPTED']],
    ['ends within an event', [NEXT, 'event: next\ndata: {'], [{ a: 'ä' }, 'STREAM_INTERRUPTED']],
    ['tells what is no JSON', ['event: next\ndata: <html>\n\n'], ['PROVIDER_BAD_RESPONSE']],
    ['never ends an event', ['event: next\ndata: ', 'x'.repeat(600), 'x'.repeat(600)], ['PROVIDER_BAD_RESPONSE']],
  ])('that %s is an error with a code', async (_, pieces, expected) => {
    expect(await readAll(pieces)).toEqual(expected);
  });
});
