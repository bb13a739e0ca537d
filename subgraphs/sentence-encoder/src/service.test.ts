import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';
import { askTexts, countCalls } from './testing/service-questions.js';
import { dot } from './vectors.js';

let service: ServiceProcess;
beforeAll(async () => {
  service = await startServiceProcess(new URL('../dist/main.js', import.meta.url));
});
afterAll(async () => service[Symbol.asyncDispose]());

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const quote = (text: string) => JSON.stringify(text);

async function embed(...contents: string[]): Promise<Float32Array[]> {
  const texts = await askTexts<{ embedding: { vector: number[] } }>(service, 'embedding { vector }', contents);
  return texts.map(({ embedding }) => Float32Array.from(embedding.vector));
}

async function moderate(...contents: string[]) {
  type Moderated = { moderation: { flagged: boolean } };
  const texts = await askTexts<Moderated>(service, 'moderation { flagged }', contents);
  return texts.map(({ moderation }) => moderation.flagged);
}

describe('The service', () => {
  it('offers five capabilities with one model', async () => {
    const { status, capabilities } = await service.health();
    expect(status).toBe('ready');
    const models = { models: ['universal-sentence-encoder-lite-en'] };
    expect(capabilities).toEqual({
      embeddings: models,
      moderation: models,
      classification: models,
      summarization: models,
      answering: models,
    });
  });

  it('embeds 100 texts of one operation in at most 4 calls, and of 100 operations in at most 10', async () => {
    const before = await countCalls(service, 'embeddings');
    await embed(...Array.from({ length: 100 }, (_, index) => `Text number ${index} of one operation.`));
    const between = await countCalls(service, 'embeddings');
    await Promise.all(Array.from({ length: 100 }, (_, index) => embed(`Operation number ${index}.`)));
    expect(between - before).toBeLessThanOrEqual(4);
    expect((await countCalls(service, 'embeddings')) - between).toBeLessThanOrEqual(10);
  });
});

describe('Embeddings', () => {
  it('are unit vectors of 512 numbers, with provenance', async () => {
    const [text] = await askTexts(
      service,
      'embedding { vector dimensions model usage { inputTokens inputCharacters } }',
      ['How are you?'],
    );
    expect(text).toMatchObject({
      embedding: {
        dimensions: 512,
        model: 'universal-sentence-encoder-lite-en',
        usage: { inputTokens: 4, inputCharacters: 12 },
      },
    });
    const [vector = new Float32Array()] = await embed('How are you?');
    expect(vector).toHaveLength(512);
    expect(dot(vector, vector)).toBeCloseTo(1, 5);
  });

  it('of a paraphrase are the nearest among ten', async () => {
    const [asked = new Float32Array(), ...others] = await embed(
      'How do I change my password?',
      'The cat sleeps on the warm stove.',
      'Shares of the bank fell sharply today.',
      'The train to the coast is late again.',
      'What is the best way to reset my login secret?',
      'How do I bake bread without yeast?',
      'Our office moves to a new building in May.',
      'Where do I find the opening hours?',
      'The team won the final on penalties.',
      'It will rain in the mountains tomorrow.',
      'She plays the violin in an orchestra.',
    );
    const nearness = others.map((vector) => dot(asked, vector));
    expect(nearness.indexOf(Math.max(...nearness))).toBe(3);
  });

  it('of long texts reach beyond what the model reads at once', async () => {
    const start = 'The council spoke about the budget of the coming year. '.repeat(14);
    const [one, other] = await embed(`${start} Then the orchestra played.`, `${start} Then shares fell sharply.`);
    expect(dot(one ?? new Float32Array(), other ?? new Float32Array())).toBeLessThan(0.999_99);
  });
});

describe('Moderation', () => {
  const { insults, harmless } = fixture('moderation') as { insults: string[]; harmless: string[] };

  it.each(insults)('flags %j', async (text) => expect(await moderate(text)).toEqual([true]));
  it.each(harmless)('leaves %j alone', async (text) => expect(await moderate(text)).toEqual([false]));

  it('flags an insult in the middle of prose, and not the prose', async () => {
    const prose = harmless.slice(0, 5).join(' ');
    expect(await moderate(`${prose} ${insults[0]} ${prose}`, `${prose} ${prose}`)).toEqual([true, false]);
  });
});

describe('Classification', () => {
  const cases = fixture('labels') as [string, string[], string][];

  it.each(cases)('sorts %j under one of %j: %s', async (text, labels, expected) => {
    type Classified = { classification: { label: string } };
    const selection = `classification(labels: ${JSON.stringify(labels)}) { label scores { label score } model }`;
    const [result] = await askTexts<Classified>(service, selection, [text]);
    expect(result?.classification.label).toBe(expected);
  });
});

describe('Summaries and answers', () => {
  const { texts, answered, unanswered } = fixture('questions') as {
    texts: Record<string, string>;
    answered: [string, string, string][];
    unanswered: [string, string][];
  };

  async function answer(name: string, question: string): Promise<string | null> {
    type Answered = { answer: { text: { content: string } | null } };
    const selection = `answer(question: ${quote(question)}) { text { content } confidence model }`;
    const [result] = await askTexts<Answered>(service, selection, [texts[name] ?? '']);
    return result?.answer.text?.content ?? null;
  }

  it.each(Object.keys(texts))('a summary of the %s text is two of its own sentences', async (name) => {
    type Summarized = { summary: { text: { content: string }; extractive: boolean } };
    const content = texts[name] ?? '';
    const [result] = await askTexts<Summarized>(service, 'summary(maxSentences: 2) { text { content } extractive }', [
      content,
    ]);
    const sentences = result?.summary.text.content.split(/(?<=\.) /u) ?? [];
    expect(sentences).toHaveLength(2);
    for (const sentence of sentences) expect(content).toContain(sentence);
    expect(result?.summary.extractive).toBe(true);
  });

  it('answers at least four questions in five with the right sentence', async () => {
    const answers = await Promise.all(answered.map(([name, question]) => answer(name, question)));
    const right = answers.filter((text, index) => text?.startsWith(answered[index]?.[2] ?? ''));
    expect(right.length).toBeGreaterThanOrEqual(answered.length * 0.8);
  });

  it('answers no question that the text does not answer', async () => {
    expect(await Promise.all(unanswered.map(([name, question]) => answer(name, question)))).toEqual(
      unanswered.map(() => null),
    );
  });
});
