import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedService, startService } from '../testing/start-service.js';
import { createToys } from '../testing/toy-capabilities.js';

const { toys } = createToys(0);
let service: StartedService;
beforeAll(async () => {
  service = await startService({ capabilities: toys, limits: { textLength: 1_000, mediaBytes: 1_000 } });
});
afterAll(async () => service[Symbol.asyncDispose]());

const IMAGE = {
  __typename: 'Image',
  url: `data:image/png;base64,${Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')}`,
};
const AUDIO = { __typename: 'Audio', url: `data:audio/ogg;base64,${Buffer.from('OggS....').toString('base64')}` };
const text = (content: unknown) => ({ __typename: 'Text', content });

async function refusal(selection: string, entity: { __typename: string } = text('banana')) {
  const { errors } = await service.entities(selection, [entity]);
  expect(errors).toHaveLength(1);
  return errors[0];
}

describe('An input', () => {
  it.each([
    ['an empty text', 'language { code }', text(''), 'BAD_USER_INPUT', /content: expected a text that is not empty/],
    ['a blank text', 'embedding { model }', text(' \n'), 'BAD_USER_INPUT', /content/],
    ['no text', 'embedding { model }', text(3), 'BAD_USER_INPUT', /expected a text, got number/],
    [
      'a text that is too long',
      'moderation { flagged }',
      text('x'.repeat(1_001)),
      'CONTEXT_WINDOW_EXCEEDED',
      /at most 1000 characters, got 1001/,
    ],
    [
      'an unknown model',
      'embedding(model: "gpt") { model }',
      text('x'),
      'MODEL_NOT_FOUND',
      /no model "gpt" for embeddings; there are: toy, toy-2/,
    ],
    [
      'no sentences',
      'summary(maxSentences: 0) { model }',
      text('x'),
      'BAD_USER_INPUT',
      /maxSentences: expected 1 to 100, got 0/,
    ],
    ['too many sentences', 'summary(maxSentences: 101) { model }', text('x'), 'BAD_USER_INPUT', /got 101/],
    [
      'no labels',
      'classification(labels: []) { label }',
      text('x'),
      'BAD_USER_INPUT',
      /labels: expected 1 to 100 labels, got 0/,
    ],
    ['a blank label', 'classification(labels: ["a", " "]) { label }', text('x'), 'BAD_USER_INPUT', /labels\.1/],
    ['a label twice', 'classification(labels: ["a", "a"]) { label }', text('x'), 'BAD_USER_INPUT', /twice/],
    ['a blank question', 'answer(question: " ") { model }', text('x'), 'BAD_USER_INPUT', /question/],
    [
      'a speed beyond the range',
      'speech(rate: 9) { voice }',
      text('x'),
      'BAD_USER_INPUT',
      /rate: expected 0.25 to 4, got 9/,
    ],
    ['a blank voice', 'speech(voice: "") { voice }', text('x'), 'BAD_USER_INPUT', /voice/],
    ['an empty comparison', 'similarity(to: "") { score }', text('x'), 'BAD_USER_INPUT', /to: expected/],
    [
      'a picture elsewhere',
      'recognition { model }',
      { __typename: 'Image', url: 'http://10.0.0.1/x' },
      'BAD_USER_INPUT',
      /data: URL/,
    ],
    [
      'a sound as a picture',
      'recognition { model }',
      { __typename: 'Image', url: AUDIO.url },
      'BAD_USER_INPUT',
      /image\/png/,
    ],
    ['no languages', 'recognition(languages: []) { model }', IMAGE, 'BAD_USER_INPUT', /languages/],
  ])('that is %s is refused', async (_what, selection, entity, code, message) => {
    expect(await refusal(selection, entity)).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code, domain: 'CALLER', retryable: false },
    });
  });

  it('that is no language tag is refused before anything runs', async () => {
    const { errors, data } = await service.query(
      'query T($r: [_Any!]!, $to: LanguageTag!) { _entities(representations: $r) { ... on Text { translation(to: $to) { to } } } }',
      { r: [text('x')], to: 'not a tag' },
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
