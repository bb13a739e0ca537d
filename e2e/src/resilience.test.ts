import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { inspect } from './operations.js';
import { type Sluice, startSluice } from './testing/start-sluice.js';

let sluice: Sluice;

beforeAll(async () => {
  sluice = await startSluice();
}, 90_000);

afterAll(async () => sluice[Symbol.asyncDispose]());

/** A text that was never asked about: what is known already is answered without its service. */
let asked = 0;
const ask = () => sluice.run(inspect, { content: `The museum opens at nine, says note ${(asked += 1)}.` });

describe('a service that is killed', () => {
  it.each([
    ['subgraphs/fasttext', 'language', 'moderation'],
    ['subgraphs/sentence-encoder', 'moderation', 'language'],
  ] as const)('%s leaves the others’ answers standing, and is back within ten seconds', async (part, lost, kept) => {
    expect((await ask()).errors).toEqual([]);
    process.kill(sluice.servicePid(part), 'SIGKILL');
    const killedAt = performance.now();

    const partial = await ask();
    expect(partial.status).toBe(200);
    expect(partial.data?.text).toMatchObject({ [lost]: null, [kept]: expect.anything() });
    const [error, ...more] = partial.errors;
    expect(more).toEqual([]);
    expect(error?.path).toEqual(['text', lost]);
    expect(['SERVICE_UNAVAILABLE', 'PROVIDER_CONNECTION_FAILED', 'PROVIDER_ERROR']).toContain(error?.extensions.code);

    let answer = partial;
    while (answer.errors.length > 0 && performance.now() - killedAt < 10_000) {
      await sleep(100);
      answer = await ask();
    }
    expect(answer.errors).toEqual([]);
    expect(answer.data?.text).toMatchObject({ language: { code: 'en' }, moderation: { flagged: false } });
  });
});
