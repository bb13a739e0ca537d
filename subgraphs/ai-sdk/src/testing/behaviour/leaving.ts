import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';

import { readSse } from '../read-sse.js';
import { sendEvents } from '../start-vendor.js';
import type { VendorBench } from './define-vendor-behaviour.js';
import { ask } from './requests.js';

/** A caller who leaves ends the request at the vendor, which would else go on writing, and billing. */
export function defineLeaving({ facts, vendor, service }: VendorBench): void {
  describe('when the caller leaves', () => {
    it('ends the request at the vendor before its first token', async () => {
      vendor().answer(() => {});
      const [caller, before] = [new AbortController(), vendor().requests.length];
      const asked = service().generate(ask('Hello'), caller.signal);
      while (vendor().requests.length === before) await sleep(2);
      caller.abort();
      await expect(asked).rejects.toThrow(/abort/i);
      await vendor().requests.at(-1)?.left;
    });

    it('ends the request at the vendor within its text', async () => {
      const lines = readSse(facts.recordings.text);
      // It goes on for as long as anybody listens.
      vendor().answer(async (request, response) => {
        sendEvents(response, lines.slice(0, -2), 'stall');
        const heart = setInterval(() => response.write(': beat\n\n'), 20);
        await request.left;
        clearInterval(heart);
      });
      const { written } = await service().follow(ask('Hello'), (leave) => leave());
      expect(written).toBeUndefined();
      await vendor().requests.at(-1)?.left;
    });
  });
}
