import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedService, startService } from '../testing/start-service.js';
import { createToys } from '../testing/toy-capabilities.js';

const { toys, calls } = createToys(0);
let service: StartedService;
beforeAll(async () => {
  service = await startService({ capabilities: toys });
});
afterAll(async () => service[Symbol.asyncDispose]());

const IMAGE = {
  __typename: 'Image',
  url: `data:image/png;base64,${Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')}`,
};
const AUDIO = { __typename: 'Audio', url: `data:audio/ogg;base64,${Buffer.from('OggS....').toString('base64')}` };
const text = (content: unknown) => ({ __typename: 'Text', content });

async function read(selection: string, entity: { __typename: string } = text('banana')) {
  const { entities, errors } = await service.entities(selection, [entity]);
  expect(errors).toEqual([]);
  return entities[0];
}

describe('Each capability', () => {
  it.each<[string, string, { __typename: string }, unknown]>([
    [
      'embedding',
      'embedding { dimensions model usage { inputCharacters inputTokens } vector }',
      text('banana'),
      {
        dimensions: 3,
        model: 'toy',
        usage: { inputCharacters: 6, inputTokens: null },
        vector: [6, 3, Math.fround(0.1)],
      },
    ],
    [
      'moderation',
      'moderation { flagged categories { name score flagged } model usage { inputTokens } }',
      text('damn'),
      {
        flagged: true,
        categories: [{ name: 'profanity', score: 1, flagged: true }],
        model: 'toy',
        usage: null,
      },
    ],
    [
      'classification',
      'classification(labels: ["b", "c"]) { label scores { label score } }',
      text('x'),
      {
        label: 'b',
        scores: [
          { label: 'b', score: 0.5 },
          { label: 'c', score: 0.5 },
        ],
      },
    ],
    [
      'language',
      'language { code confidence alternatives { code } }',
      text('x'),
      { code: 'en', confidence: 0.9, alternatives: [] },
    ],
    [
      'translation',
      'translation(to: "pt-br") { text { content } from to }',
      text('abc'),
      { text: { content: 'cba' }, from: 'en', to: 'pt-BR' },
    ],
    [
      'summary',
      'summary(maxSentences: 2) { text { __typename content } extractive }',
      text('A. B. C.'),
      {
        text: { __typename: 'Text', content: 'A. B' },
        extractive: true,
      },
    ],
    [
      'answer',
      'answer(question: "What?") { text { content } confidence }',
      text('the answer'),
      { text: { content: 'answer' }, confidence: 0.5 },
    ],
    ['answer', 'answer(question: "What?") { text { content } }', text('nothing'), { text: null }],
    [
      'recognition',
      'recognition { text { content } confidence words { text box { left top width height } } }',
      IMAGE,
      {
        text: { content: 'image/png' },
        confidence: 1,
        words: [{ text: 'image/png', box: { left: 0, top: 2, width: 8, height: 2 } }],
      },
    ],
    [
      'description',
      'description { text { content } model }',
      IMAGE,
      { text: { content: 'A image/png.' }, model: 'toy' },
    ],
    [
      'speech',
      'speech(rate: 2) { audio { url } seconds voice }',
      text('x'),
      { audio: { url: IMAGE.url }, seconds: 2, voice: 'v' },
    ],
    [
      'transcript',
      'transcript(language: "EN") { text { content } language segments { start end } }',
      AUDIO,
      {
        text: { content: 'audio/ogg' },
        language: 'en',
        segments: [{ start: 0, end: 1.5 }],
      },
    ],
  ])('answers %s: %s', async (field, selection, entity, expected) => {
    expect(await read(selection, entity)).toEqual({ [field]: expected });
  });

  it('offers its other models by name', async () => {
    expect(await read('embedding(model: "toy-2") { model }')).toEqual({ embedding: { model: 'toy-2' } });
  });
});

describe('A vector', () => {
  it('is base64 over little-endian float32 where the caller asks', async () => {
    const { embedding } = (await read('embedding { vector(encoding: BASE64) }')) as { embedding: { vector: string } };
    const bytes = Buffer.from(embedding.vector, 'base64');
    expect([0, 4, 8].map((offset) => bytes.readFloatLE(offset))).toEqual([6, 3, Math.fround(0.1)]);
  });
});

describe('Similarity', () => {
  it('is the cosine of two embeddings, made in one call', async () => {
    const before = calls.sizes.length;
    const { similarity } = (await read('similarity(to: "ab") { score usage { inputCharacters } }')) as {
      similarity: { score: number; usage: unknown };
    };
    const expected = (6 * 2 + 3 * 1 + 0.01) / Math.sqrt((36 + 9 + 0.01) * (4 + 1 + 0.01));
    expect(similarity.score).toBeCloseTo(expected, 5);
    expect(similarity.usage).toEqual({ inputCharacters: 8 });
    expect(calls.sizes.slice(before)).toEqual([2]);
  });

  it('of a text to itself is 1, and costs one item', async () => {
    const before = calls.sizes.length;
    const { similarity } = (await read('similarity(to: "banana") { score }')) as { similarity: { score: number } };
    expect(similarity.score).toBeCloseTo(1, 6);
    expect(calls.sizes.slice(before)).toEqual([1]);
  });
});

describe('Equal questions of one request', () => {
  it('are one item', async () => {
    const before = calls.sizes.length;
    const { entities } = await service.entities('a: embedding { dimensions } b: embedding { dimensions }', [
      text('same'),
      text('same'),
      text('other'),
    ]);
    expect(entities).toHaveLength(3);
    expect(calls.sizes.slice(before)).toEqual([2]);
  });

  it('with other options are not', async () => {
    const before = calls.sizes.length;
    await read('a: summary(maxSentences: 1) { model } b: summary(maxSentences: 2) { model } c: summary { model }');
    expect(calls.sizes.slice(before)).toEqual([1, 1, 1]);
    expect(calls.options.slice(before)).toEqual([1, 2, 3].map((maxSentences) => ({ maxSentences, model: 'toy' })));
  });
});
