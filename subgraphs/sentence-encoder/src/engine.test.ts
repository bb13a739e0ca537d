import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEngine, type Embedded, type Engine, toTasks } from './engine.js';
import { dot } from './vectors.js';

let engine: Engine;
beforeAll(async () => {
  engine = createEngine({ file: new URL('../dist/worker.js', import.meta.url) });
  await engine.start();
});
afterAll(() => engine.close());

const never = new AbortController().signal;
const embed = (...texts: string[]) => engine.embed(texts, never);
const lengthOf = ({ vector }: Embedded) => Math.sqrt(dot(vector, vector));

describe('A text', () => {
  it('has the same vector alone and among others, long ones too', async () => {
    const [alone] = await embed('A cat sat on the mat.');
    const among = await embed('hi', 'word '.repeat(300), 'A cat sat on the mat.', '');
    const differences = alone?.vector.map((value, index) => Math.abs(value - (among[2]?.vector[index] ?? 9)));
    expect(Math.max(...(differences ?? [9]))).toBeLessThan(1e-6);
  });

  it('may be of any length; what stands beyond 1,024 tokens does not count', async () => {
    const [long, longer] = await embed('fish '.repeat(4_000), 'fish '.repeat(20_000));
    expect(long).toMatchObject({ tokens: 1_024 });
    expect(longer?.vector).toEqual(long?.vector);
  });

  it.each(['', ' \n', '\0\u0001'])('of %j has no tokens and a vector of zeros', async (text) => {
    expect(await embed(text)).toEqual([{ tokens: 0, vector: new Float32Array(512) }]);
  });

  it.each([
    ['emoji', '😀👨‍👩‍👧‍👦'],
    ['lone surrogates', '\ud800 abc \udc00'],
    ['control characters', 'a\0b\u0001c\u001b[0m'],
    ['other scripts', '日本語のテキスト مرحبا'],
    ['ligatures that become 18 letters each', '\ufdfa'.repeat(5_000)],
    ['combining marks without end', `a${'\u0301'.repeat(50_000)}`],
    ['no spaces', 'x'.repeat(100_000)],
    ['names of object properties', '__proto__ constructor toString'],
  ])('of %s has a unit vector', async (_what, text) => {
    const [result] = await embed(text);
    expect(result && lengthOf(result)).toBeCloseTo(1, 5);
  });
});

describe('The engine', () => {
  it('gives every text its own result, in order, beyond the size of a task', async () => {
    const texts = Array.from({ length: 150 }, (_, index) => `Number ${index}`);
    const all = await embed(...texts);
    const [last] = await embed('Number 149');
    expect(all).toHaveLength(150);
    expect(dot(all[149]?.vector ?? new Float32Array(), last?.vector ?? new Float32Array())).toBeCloseTo(1, 5);
  });

  it('stops between two tasks when it is aborted', async () => {
    const controller = new AbortController();
    const work = engine.embed(Array<string>(64 * 20).fill('Some words of a text.'), controller.signal);
    setTimeout(() => controller.abort(new Error('left')), 50);
    await expect(work).rejects.toThrow();
  });

  it('leaves the event loop free while the model works', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await embed(...Array<string>(256).fill('The committee postponed its decision until the spring.'));
    delay.disable();
    expect(delay.percentile(99) / 1e6).toBeLessThan(100);
  });
});

describe('Tasks', () => {
  it('hold 64 short texts each', () => {
    expect(toTasks(Array<string>(100).fill('a')).map(({ texts }) => texts.length)).toEqual([64, 36]);
  });

  it('hold fewer long ones', () => {
    expect(toTasks(Array<string>(5).fill('x'.repeat(3_000))).map(({ texts }) => texts.length)).toEqual([2, 2, 1]);
  });

  it('are none for no texts', () => expect(toTasks([])).toEqual([]));
});
