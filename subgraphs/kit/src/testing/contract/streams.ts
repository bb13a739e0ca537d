import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { isErrorCode } from '@sluice/schema';
import type { Contract } from './contract.js';
import {
  createStory,
  generate,
  type GenerateInput,
  hearOut,
  listen,
  type StreamEvent,
  type Written,
} from './generate.js';
import { HOSTILE_TEXTS } from './hostile-items.js';
import { expectIdle } from './processor-time.js';

/** As long as a small window holds. */
const LONG = 400;
const ENDED_IN_THE_MIDDLE = ['DEADLINE_EXCEEDED', 'PROVIDER_TIMEOUT', 'STREAM_INTERRUPTED'];

const deltasOf = (events: readonly StreamEvent[]) => events.filter((event) => event.kind === 'delta');
const textOf = (events: readonly StreamEvent[]) =>
  events.map((event) => (event.kind === 'delta' ? event.text : '')).join('');

/** The end of a stream that must have come to its end. */
function expectFinish(events: readonly StreamEvent[]): Written {
  const last = events.at(-1);
  if (last?.kind === 'finished') return last.written;
  return assert.fail(`Expected a stream to finish, its last event is ${JSON.stringify(last)}.`);
}

function expectUsage({ usage }: Written): void {
  assert.ok((usage?.['outputTokens'] ?? 0) > 0, `Expected written tokens, got ${JSON.stringify(usage)}.`);
  assert.ok((usage?.['inputTokens'] ?? 0) > 0, `Expected read tokens, got ${JSON.stringify(usage)}.`);
}

/** Generation: a text as a whole, and as it comes. */
export function defineStreams({ clause, service, facts }: Contract): void {
  const story = createStory(facts);
  const hear = (input: GenerateInput, options: { readonly key?: string; readonly timeoutMs?: number } = {}) =>
    hearOut(listen(service(), input, { key: randomUUID(), ...options }));

  clause('writes a text, and says why it stopped, which model wrote and what it consumed', async () => {
    const { written, code } = await generate(service(), story(1));
    if (!written) assert.fail(`Expected a text, got ${code}.`);
    assert.ok(['STOP', 'LENGTH'].includes(written.finishReason), `Got ${written.finishReason}.`);
    const models = (await service().health()).capabilities['generation']?.models ?? [];
    assert.ok(models.includes(written.model), `Expected one of ${models.join(', ')}, got ${written.model}.`);
    expectUsage(written);
  });

  clause(
    'tells a text piece by piece, the first before the last, and the whole with its usage at the end',
    async () => {
      const events = await hear(story(2));
      const written = expectFinish(events);
      const [first, last] = [deltasOf(events)[0], events.at(-1)];
      assert.ok(deltasOf(events).length > 1, 'Expected more than one delta.');
      assert.ok((first?.atMs ?? 0) < (last?.atMs ?? 0), 'Expected the first delta before the end.');
      assert.equal(textOf(events), written.text.content);
      expectUsage(written);
    },
  );

  clause('never mixes what it writes for several callers at the same time', async () => {
    const streams = await Promise.all([1, 2, 3, 4, 5, 6].map((index) => hear(story(index))));
    for (const events of streams) assert.equal(textOf(events), expectFinish(events).text.content);
  });

  clause('writes once for the same key, and tells everyone from the beginning', async () => {
    const key = randomUUID();
    const [one, other] = await Promise.all([hear(story(3), { key }), hear(story(3), { key })]);
    const late = await hear(story(3), { key });
    assert.deepEqual(expectFinish(other), expectFinish(one));
    assert.deepEqual(expectFinish(late), expectFinish(one));
    assert.equal(textOf(late), textOf(one));
  });

  clause('ends with a code in the middle of a text when its deadline passes, never as if it were done', async () => {
    const events = await hear(story(4, LONG), { timeoutMs: 100 });
    const last = events.at(-1);
    // A fast model is done by then.
    if (last?.kind === 'finished') return;
    assert.ok(last?.kind === 'failed' && ENDED_IN_THE_MIDDLE.includes(last.code), `Got ${JSON.stringify(last)}.`);
  });

  clause('stops to use the CPU when its caller leaves', async () => {
    const caller = new AbortController();
    for await (const event of listen(service(), story(5, LONG), { key: randomUUID(), signal: caller.signal })) {
      if (event.kind === 'delta') caller.abort();
    }
    await expectIdle(service(), facts.idleMs);
  });

  clause('knows no model but its own', async () => {
    const input = { ...story(6), model: 'no-such-model' };
    assert.equal((await generate(service(), input)).code, 'MODEL_NOT_FOUND');
    const last = (await hear(input)).at(-1);
    assert.ok(last?.kind === 'failed' && last.code === 'MODEL_NOT_FOUND', `Got ${JSON.stringify(last)}.`);
  });

  clause('takes hostile texts, or refuses them with a code, and writes on', async () => {
    const inputs = Object.values(HOSTILE_TEXTS).map((content) => ({
      ...story(7, 8),
      messages: [{ role: 'USER', content }],
    }));
    const answers = await Promise.all(inputs.map((input) => generate(service(), input)));
    for (const [index, { written, code }] of answers.entries()) {
      const isCoded = written !== undefined || (isErrorCode(code) && code !== 'INTERNAL');
      assert.ok(isCoded, `“${Object.keys(HOSTILE_TEXTS)[index]}”: expected a text or a coded error, got ${code}.`);
    }
    assert.ok((await generate(service(), story(8))).written, 'Expected a text after hostile ones.');
  });

  clause('refuses what is no conversation, and what no window holds', async () => {
    assert.equal((await generate(service(), { messages: [] })).code, 'BAD_USER_INPUT');
    const huge = { messages: [{ role: 'USER', content: 'huge '.repeat(300_000) }] };
    assert.equal((await generate(service(), huge)).code, 'CONTEXT_WINDOW_EXCEEDED');
  });
}
