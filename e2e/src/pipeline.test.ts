import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { embedAll, inspect, pipeline } from './operations.js';
import { type Sluice, startSluice } from './testing/start-sluice.js';

let sluice: Sluice;

beforeAll(async () => {
  sluice = await startSluice();
}, 90_000);

afterAll(async () => sluice[Symbol.asyncDispose]());

/** The cosine of the angle between two vectors. */
function cosine(one: readonly number[], other: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}

/** Embeds texts in one operation. */
async function vectorsOf(contents: string[]): Promise<(readonly number[])[]> {
  const { data, errors } = await sluice.run(embedAll, { contents });
  expect(errors).toEqual([]);
  return (data?.texts ?? []).map((text) => text?.embedding?.vector as readonly number[]);
}

describe('the pipeline', () => {
  it('reads a picture, tells its language, moderates, summarizes, embeds and speaks what it says, in one operation', async () => {
    const { data, errors } = await sluice.run(pipeline, { url: '/examples/notice.png' });
    expect(errors).toEqual([]);
    const recognition = data?.image?.recognition;
    const text = recognition?.text;
    expect(recognition?.confidence).toBeGreaterThan(0.8);
    expect(text?.content).toMatch(/library/i);
    expect(text?.language?.code).toBe('en');
    expect(text?.moderation?.flagged).toBe(false);

    const flat = (value: string) => value.replace(/\s+/g, ' ').trim();
    const summary = text?.summary?.text;
    const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(flat(summary?.content ?? ''))];
    expect(sentences.length).toBeGreaterThanOrEqual(1);
    expect(sentences.length).toBeLessThanOrEqual(2);
    for (const { segment } of sentences) expect(flat(text?.content ?? '')).toContain(segment.trim());

    expect(summary?.speech?.seconds).toBeGreaterThan(3);
    const sound = await fetch(new URL(summary?.speech?.audio.url ?? '', sluice.url), {
      headers: { range: 'bytes=0-3' },
    });
    expect(sound.status).toBe(206);
    expect(await sound.text()).toBe('RIFF');

    const vector = summary?.embedding?.vector as readonly number[];
    expect(summary?.embedding?.dimensions).toBe(512);
    expect(vector).toHaveLength(512);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
  });

  it('flags a rude text and leaves a civil one alone', async () => {
    const rude = await sluice.run(pipeline, { url: '/examples/rude-note.png' });
    expect(rude.data?.image?.recognition?.text.moderation?.flagged).toBe(true);
    const civil = await sluice.run(inspect, { content: 'The invoice is due on Friday.' });
    expect(civil.data?.text).toEqual({ language: { code: 'en' }, moderation: { flagged: false } });
  });

  it('puts a paraphrase nearer than nine other texts', async () => {
    const [query, ...others] = await vectorsOf([
      'How old are you?',
      'The train to Berlin leaves at noon.',
      'Bake the bread for forty minutes.',
      'Our quarterly revenue grew by ten percent.',
      'The cat sleeps on the warm roof.',
      'What is your age?',
      'He plays the violin in an orchestra.',
      'The database needs a new index.',
      'Rain is expected in the afternoon.',
      'She painted the wall blue.',
      'Voters go to the polls on Sunday.',
    ]);
    const scores = others.map((vector) => cosine(query ?? [], vector));
    expect(scores.indexOf(Math.max(...scores))).toBe(4);
  });

  it('tells a mistake where it stands, and the rest of the answer stands', async () => {
    const { status, data, errors } = await sluice.run(pipeline, { url: '/examples/missing.png' });
    expect({ status, data }).toEqual({ status: 200, data: { image: null } });
    expect(errors).toEqual([
      expect.objectContaining({ path: ['image'], extensions: expect.objectContaining({ code: 'NOT_FOUND' }) }),
    ]);
  });
});
