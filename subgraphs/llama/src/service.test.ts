import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/kit';
import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';

import { createLlama } from './service.js';
import { generate, say, startLlama, subscribe, type Told, type Written } from './testing/llama-client.js';
import { describeWithModel, MODEL_FILE } from './testing/model-file.js';

const PROMPT = 'Once upon a time';
const SEEDED = { seed: 7, temperature: 0.8, topP: 0.9, maxTokens: 60 };
const RUNTIME = fileURLToPath(new URL('fixtures/runtime-alone.js', import.meta.url));

async function runtimeAlone(options: object): Promise<{ text: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    RUNTIME,
    MODEL_FILE,
    PROMPT,
    JSON.stringify(options),
  ]);
  return JSON.parse(stdout) as { text: string };
}

async function written(service: ServiceProcess, input: object) {
  const { written: result, errors } = await generate(service, input);
  expect(errors).toEqual([]);
  return result as Written;
}

/** CPU time of a process, in milliseconds. */
async function cpuMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

describe('Without a model', () => {
  it('the service is ready, offers nothing, and tells how to get one', async () => {
    await using service = await startServiceProcess(new URL('../dist/main.js', import.meta.url));
    const health = await service.health();
    expect(health).toMatchObject({ status: 'ready', capabilities: {}, reason: expect.stringContaining('SLUICE_GGUF') });
    expect(service.messages).toContainEqual({ type: 'progress', text: health.reason });
  });
});

describeWithModel('A language model', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await startLlama(MODEL_FILE);
  });
  afterAll(async () => service[Symbol.asyncDispose]());

  it('is offered under its name; one without a chat template follows no instructions', async () => {
    const { capabilities } = await service.health();
    expect(capabilities).toEqual({ generation: { models: ['stories260K'] } });
  });

  it('writes what the runtime alone writes under the same seed, again and again', async () => {
    const { text } = await runtimeAlone(SEEDED);
    for (let run = 0; run < 3; run += 1) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await written(service, say(PROMPT, SEEDED))).text.content).toBe(text);
    }
  });

  it('writes the same under a seed while others write beside it, and mixes nothing', async () => {
    const { text } = await runtimeAlone(SEEDED);
    const other = await runtimeAlone({ ...SEEDED, seed: 8 });
    const inputs = [
      SEEDED,
      { ...SEEDED, seed: 8 },
      { temperature: 1, maxTokens: 60 },
      SEEDED,
      { temperature: 1 },
      SEEDED,
    ];
    const all = await Promise.all(inputs.map((settings) => written(service, say(PROMPT, settings))));
    expect([0, 3, 5].map((index) => all[index]?.text.content)).toEqual([text, text, text]);
    expect(all[1]?.text.content).toBe(other.text);
  });

  it('streams the pieces of the same text', async () => {
    const whole = await written(service, say(PROMPT, SEEDED));
    const told: Told[] = [];
    for await (const one of subscribe(service, say(PROMPT, SEEDED))) told.push(one);
    const deltas = told.flatMap(({ data }) => data?.generate?.text ?? []);
    expect(deltas.join('')).toBe(whole.text.content);
    expect(deltas.length).toBeGreaterThan(20);
    expect(told.at(-1)?.data?.generate?.generation).toEqual(whole);
  });

  it('counts the tokens that it read and wrote', async () => {
    const { usage, finishReason } = await written(service, say(PROMPT, { ...SEEDED, maxTokens: 20 }));
    expect(usage).toEqual({ inputTokens: 7, outputTokens: 20 });
    expect(finishReason).toBe('LENGTH');
  });

  it('ends before a stop text', async () => {
    const { text } = await written(service, say(PROMPT, { ...SEEDED, maxTokens: 200 }));
    const stopped = await written(service, say(PROMPT, { ...SEEDED, maxTokens: 200, stop: ['.'] }));
    expect(stopped.finishReason).toBe('STOP');
    expect(stopped.text.content).toBe(text.content.slice(0, text.content.indexOf('.')));
  });

  it('refuses more than its window holds, and tells the numbers', async () => {
    const { errors } = await generate(service, say('One day. '.repeat(400)));
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED', maxTokens: 512 });
    expect(errors[0]?.extensions['requestedTokens']).toBeGreaterThan(1_000);
    const { errors: tooMany } = await generate(service, say(PROMPT, { maxTokens: 510 }));
    expect(tooMany[0]?.extensions).toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED', requestedTokens: 517 });
    expect((await written(service, say(PROMPT, { maxTokens: 505, seed: 1 }))).usage.inputTokens).toBe(7);
  });

  it.each([
    ['tools', { tools: [{ name: 'a', parameters: {} }] }],
    ['a pattern', { responseSchema: { type: 'string', pattern: 'a' } }],
  ])('says that it takes no %s', async (_what, settings) => {
    const { errors } = await generate(service, say(PROMPT, settings));
    expect(errors[0]?.extensions['code']).toBe('UNSUPPORTED_CAPABILITY');
  });

  it('survives hostile texts', async () => {
    const hostile = [
      '\ud800 lonely',
      'a\u0000b',
      '\u202eright to left',
      '\u001b[31m',
      '<s></s><|im_end|>',
      '🎉'.repeat(50),
    ];
    const all = await Promise.all(hostile.map((text) => written(service, say(text, { maxTokens: 5 }))));
    expect(all).toHaveLength(hostile.length);
  });

  it('keeps the service awake while it writes', async () => {
    const busy = [1, 2, 3, 4].map((seed) => written(service, say(PROMPT, { seed, temperature: 1, maxTokens: 400 })));
    const delays: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const askedAt = performance.now();
      // oxlint-disable-next-line no-await-in-loop
      await service.health();
      delays.push(performance.now() - askedAt);
    }
    await Promise.all(busy);
    expect(delays.toSorted((one, other) => one - other)[10]).toBeLessThan(100);
  });

  it('stops computing when its caller leaves', async () => {
    const heard = [1, 2, 3, 4].map(() => subscribe(service, say(PROMPT, { temperature: 1, maxTokens: 500 })));
    await Promise.all(heard.map((one) => one.next()));
    await Promise.all(heard.map(async (one) => one.return?.()));
    await sleep(200);
    const before = await cpuMs(service.pid);
    await sleep(500);
    expect((await cpuMs(service.pid)) - before).toBeLessThanOrEqual(30);
    expect((await written(service, say(PROMPT, SEEDED))).usage.outputTokens).toBe(60);
  });
});

describe('A file that is no model', () => {
  it.each([
    ['is not there', '/nowhere/model.gguf', /there is no file "model.gguf"/],
    ['is something else', fileURLToPath(import.meta.url), /"service.test.ts" is no GGUF file/],
  ])('makes the service fail with a reason when it %s', async (_what, file, reason) => {
    const service = await createLlama({ file, contextTokens: 512, parallel: 1 }, { logger: silentLogger });
    await expect(service.load()).rejects.toThrow(reason);
    expect(service.health()).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
    await service.close();
  });
});
