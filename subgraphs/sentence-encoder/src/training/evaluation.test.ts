import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEngine, type Engine } from '../engine.js';
import { loadModerationHead } from '../moderation-head.js';
import { embedExamples } from './embed-examples.js';
import { evaluate } from './evaluate.js';
import { readCorpora } from './read-corpora.js';
import { type Evaluation, renderEvaluation } from './render-evaluation.js';
import { digestOf, sampleOf, type Split, splitExamples } from './split-examples.js';
import { scoreExamples } from './train-category.js';

const DATA = fileURLToPath(new URL('../../../../../shared/data/moderation', import.meta.url));
const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const committed = JSON.parse(
  readFileSync(new URL('../../weights/moderation.json', import.meta.url), 'utf8'),
) as Evaluation;

describe('The committed evaluation', () => {
  it('is what the README tells', () => {
    expect(renderEvaluation(README, committed)).toBe(README);
  });

  it('offers what is right nine times in ten, on as many toxic texts as others', () => {
    const [toxicity] = committed.categories;
    expect(toxicity).toMatchObject({ name: 'toxicity' });
    expect(toxicity?.heldOut.accuracy).toBeGreaterThan(0.87);
    expect(toxicity?.heldOut.count).toBeGreaterThan(1_000);
  });
});

const withData = existsSync(DATA) ? describe : describe.skip;
if (!existsSync(DATA)) {
  process.stderr.write(`SKIPPED: the figures of moderation are not checked again, for there is no data at ${DATA}.\n`);
}

withData('The committed evaluation is reached again:', () => {
  let split: Split;
  let engine: Engine;
  beforeAll(() => {
    split = splitExamples(readCorpora(DATA).examples);
    engine = createEngine({ file: new URL('../../dist/worker.js', import.meta.url) });
    return engine.start();
  });
  afterAll(() => engine.close());

  it('the held-out texts are the same, and none of them is in another part', () => {
    expect(digestOf(split.heldOut)).toBe(committed.split.heldOutDigest);
    const seen = new Set([...split.training, ...split.validation].map(({ text }) => text.toLowerCase()));
    expect(split.heldOut.filter(({ text }) => seen.has(text.toLowerCase()))).toEqual([]);
  });

  it('the weights reach the figures on a fifth of the held-out texts', async () => {
    const [category] = loadModerationHead(new URL('../../weights/moderation.json', import.meta.url));
    const [expected] = committed.categories;
    if (!category || !expected) throw new Error('Expected a category.');
    const sample = await embedExamples(sampleOf(split.heldOut), engine);
    const scored = scoreExamples(sample, ({ toxic }) => toxic, category);
    const figures = evaluate(scored, category.threshold);
    expect(figures.count).toBe(expected.heldOutSample.count);
    // Another processor may round a score to the other side of the threshold.
    expect(Math.abs(figures.truePositive - expected.heldOutSample.truePositive)).toBeLessThanOrEqual(1);
    expect(Math.abs(figures.falsePositive - expected.heldOutSample.falsePositive)).toBeLessThanOrEqual(1);
  });
});
