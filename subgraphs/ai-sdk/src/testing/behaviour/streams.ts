import { describe, expect, it } from '@jest/globals';

import { readSse } from '../read-sse.js';
import { sendEvents, type StreamEnd } from '../start-vendor.js';
import type { VendorBench } from './define-vendor-behaviour.js';
import { ask } from './requests.js';

const isText = (line: string, text: string) => line.includes(text);

/** Streams that do not end as they should. */
export function defineStreams({ facts, vendor, service, hurried }: VendorBench): void {
  const lines = () => readSse(facts.recordings.text);
  const replay = (events: readonly string[], end: StreamEnd) =>
    vendor().answer((_request, response) => sendEvents(response, events, end));
  const firstPiece = facts.expected.text.text?.content.split(' ')[0] ?? '';
  /** Up to the first event with text. */
  const beginning = () => lines().slice(0, lines().findIndex((line) => isText(line, firstPiece)) + 1);

  describe('when a stream goes wrong', () => {
    it.each<StreamEnd>(['cut', 'end'])('never takes a stream that breaks off (%s) for a whole one', async (end) => {
      const all = lines();
      const rest = all.length - beginning().length;
      // The last events may be missing without harm: by then the vendor has said why it stopped.
      for (const count of [beginning().length, beginning().length + Math.floor(rest / 3)]) {
        replay(all.slice(0, count), end);
        const { written, error } = await service().generate(ask('Hello'));
        expect([written, error?.extensions['code']]).toEqual([undefined, 'STREAM_INTERRUPTED']);
        const followed = await service().follow(ask('Hello'));
        expect(followed.error?.extensions).toMatchObject({ code: 'STREAM_INTERRUPTED', resumable: false });
        expect(followed.error?.extensions['partialTokens']).toBeGreaterThan(0);
        expect(followed.written).toBeUndefined();
      }
    });

    it('tells that an empty answer was none', async () => {
      replay([], 'end');
      const { error } = await service().generate(ask('Hello'));
      expect(error?.extensions['code']).toBe('STREAM_INTERRUPTED');
    });

    it('ends a stream that stalls', async () => {
      replay(beginning(), 'stall');
      await using impatient = await hurried({ idleMs: 150 });
      const { error, pieces } = await impatient.follow(ask('Hello'));
      expect(error?.extensions).toMatchObject({ code: 'STREAM_INTERRUPTED', kind: 'IDLE' });
      expect(pieces.length).toBeGreaterThan(0);
      await vendor().requests.at(-1)?.left;
    });

    it('waits no longer than its deadline for an answer to begin', async () => {
      vendor().answer(() => {});
      await using impatient = await hurried({ headersMs: 300, firstTokenMs: 300 });
      const { error } = await impatient.generate(ask('Hello'));
      expect(error?.extensions).toMatchObject({ code: 'PROVIDER_TIMEOUT' });
      await vendor().requests.at(-1)?.left;
    });

    it('tells of a piece that cannot be read', async () => {
      replay([...beginning(), 'data: {"canary'], 'end');
      const { error } = await service().generate(ask('Hello'));
      expect(error?.extensions['code']).toBe('PROVIDER_BAD_RESPONSE');
      expect(JSON.stringify(error)).not.toContain('canary');
    });

    it.each(facts.errors)('classifies an error that is the first event of a stream: $code', async ({ event, code }) => {
      replay([event], 'end');
      expect((await service().generate(ask('Hello'))).error?.extensions['code']).toBe(code);
      const { types, error } = await service().follow(ask('Hello'));
      // Nothing had begun: another service may still answer, unseen.
      expect([types, error?.extensions['code']]).toEqual([[], code]);
    });

    it.each(facts.errors)(
      'tells that a stream broke off with an error after its first token: $code',
      async ({ event }) => {
        replay([...beginning(), event], 'end');
        const { types, error } = await service().follow(ask('Hello'));
        expect([types[0], error?.extensions['code']]).toEqual(['GenerationStarted', 'STREAM_INTERRUPTED']);
        expect(JSON.stringify(error)).not.toContain('canary');
      },
    );
  });
}
