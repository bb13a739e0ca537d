import { describe, expect, it } from '@jest/globals';

import { hashContext } from './canonical-form.js';
import { DEFAULT_POLICY } from './context-policy.js';
import type { Input } from './rules/members.js';
import { generation, generationProblems, POLICY, prepare, problems, ready, say } from './testing/prepare.js';

describe('texts', () => {
  it.each([
    ['one form of an accent', 'cafe\u0301', 'café'],
    ['line feeds for every line end', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['no controls but tab and line feed', 'a\u0000b\tc\u009Fd\n', 'ab\tcd\n'],
    ['no zero-width space, byte order mark, or word joiner', '\uFEFFa\u200Bb\u2060c', 'abc'],
    ['no directional overrides', 'user\u202Eexe.txt\u202C', 'userexe.txt'],
    ['no text hidden in tags', 'hi\u{E0068}\u{E0069}', 'hi'],
    [
      'the flag of Wales',
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}',
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}',
    ],
    ['the joiners of emoji and of Persian', '👩\u200D💻 می\u200Cخواهم', '👩\u200D💻 می\u200Cخواهم'],
    ['no halves of pairs', 'a\uD800b', 'a\uFFFDb'],
  ])('have %s', (_, given, expected) => {
    expect(ready('embeddings', { content: given })).toEqual({ content: expected });
  });

  it('are refused when blank or too long, with the limit', () => {
    expect(problems('embeddings', { content: ' \u200B\n' })).toEqual(['content: expected a text that is not empty']);
    expect(prepare('embeddings', { content: 'x'.repeat(201) })).toMatchObject({
      problems: [{ code: 'CONTEXT_WINDOW_EXCEEDED', limit: { dimension: 'characters', limit: 200, value: 201 } }],
    });
  });
});

describe('members of few words', () => {
  it('are languages in their canonical form', () => {
    expect(ready('translation', { content: 'a', to: 'EN-us', from: ' iw ' })).toEqual({
      content: 'a',
      to: 'en-US',
      from: 'he',
    });
    expect(problems('translation', { content: 'a', to: 'not a tag' })).toEqual([
      'to: expected a language tag of BCP 47, such as `en` or `pt-BR`',
    ]);
  });

  it('are languages that count once each', () => {
    expect(ready('recognition', { url: '/a', languages: ['DE', 'de', 'en'] })).toMatchObject({
      languages: ['de', 'en'],
    });
    expect(problems('recognition', { url: '/a', languages: [] })).toEqual([
      'languages: expected 1 to 20 languages, got 0',
    ]);
  });

  it('are labels of which none is there twice, in an order that means nothing', () => {
    const labelled = (...labels: string[]) => ready('classification', { content: 'a', labels });
    expect(hashContext('classification', labelled('b', 'a'))).toBe(hashContext('classification', labelled('a', ' b')));
    expect(problems('classification', { content: 'a', labels: ['a', 'b', 'a '] })).toEqual([
      'labels.2: expected different labels, got one twice',
    ]);
  });

  it('are numbers within their bounds', () => {
    expect(problems('summarization', { content: 'a', maxSentences: 101 })).toEqual([
      'maxSentences: expected 1 to 100, got 101',
    ]);
    expect(problems('synthesis', { content: 'a', rate: 0.1 })).toEqual(['rate: expected 0.25 to 4, got 0.1']);
  });

  it('are models, whose aliases become what they stand for', () => {
    expect(ready('embeddings', { content: 'a', model: ' fast ' })).toMatchObject({ model: 'vendor/small-1' });
    expect(ready('embeddings', { content: 'a', model: null })).toEqual({ content: 'a' });
  });

  it('are URLs in their normal form, without a fragment', () => {
    expect(ready('description', { url: 'HTTPS://Example.com:443/a/../b#c' })).toEqual({ url: 'https://example.com/b' });
    expect(problems('description', { url: 'no url' })).toEqual([
      'url: expected an `https:` or `data:` URL, or a path that begins with `/`',
    ]);
  });
});

describe('a generation', () => {
  it('joins turns of one speaker, and leaves blank ones out', () => {
    expect(generation(say('one', ' \n', 'two'))['messages']).toEqual([{ role: 'USER', content: 'one\n\ntwo' }]);
    const parted = { messages: [...say('a').messages, { role: 'ASSISTANT', content: 'b' }, ...say('c').messages] };
    expect(generation(parted)['messages']).toHaveLength(3);
  });

  it('keeps turns with pictures apart', () => {
    const pictured = { role: 'USER', content: 'look', images: ['data:image/png;base64,AA=='] };
    expect(generation({ messages: [pictured, ...say('and').messages] })['messages']).toHaveLength(2);
  });

  it('caps the tokens, and asks for no more than was asked for', () => {
    expect(generation({ ...say('a'), maxTokens: 10 })['maxTokens']).toBe(10);
    expect(generation({ ...say('a'), maxTokens: 9_000 })['maxTokens']).toBe(500);
    expect(generation(say('a'))['maxTokens']).toBe(500);
    const modest = { ...POLICY, defaultMaxTokens: 50 };
    expect(ready('generation', { input: say('a') }, modest)['input']).toMatchObject({ maxTokens: 50 });
    expect(ready('generation', { input: say('a') }, DEFAULT_POLICY)['input']).toEqual(say('a'));
  });

  it('is as long as all its texts', () => {
    expect(generationProblems({ ...say('x'.repeat(100)), system: 'y'.repeat(101) })).toEqual([
      'input.messages: expected at most 200 characters, got 201',
    ]);
  });

  it.each<[string, Input, string]>([
    ['nothing to say', say(' '), 'input.messages: expected 1 to 1000 messages, got 0'],
    ['too hot', { ...say('a'), temperature: 2.1 }, 'input.temperature: expected 0 to 2, got 2.1'],
    ['no probability', { ...say('a'), topP: 0 }, 'input.topP: expected above 0 to 1, got 0'],
    ['no tokens', { ...say('a'), maxTokens: 0 }, 'input.maxTokens: expected at least 1, got 0'],
    [
      'an answer that nobody asked for',
      { messages: [...say('a').messages, { role: 'TOOL', content: 'b', toolCallId: '7' }] },
      'input.messages.1.toolCallId: expected the id of a call of an earlier turn',
    ],
    [
      'calls of the user',
      { messages: [{ role: 'USER', content: 'a', toolCalls: [{ id: '1', name: 'f', arguments: {} }] }] },
      'input.messages.0.toolCalls: expected none but in a turn of ASSISTANT',
    ],
    [
      'a tool with spaces',
      { ...say('a'), tools: [{ name: 'a b', parameters: {} }] },
      'input.tools.0.name: expected 1 to 64 letters, digits, underscores and hyphens',
    ],
    [
      'a schema that looks elsewhere',
      { ...say('a'), responseSchema: { properties: { a: { $ref: 'https://example.com/s.json' } } } },
      'input.responseSchema: expected a JSON Schema whose references stay within it',
    ],
    [
      'a schema that is no object',
      { ...say('a'), responseSchema: [] },
      'input.responseSchema: expected a JSON Schema, an object',
    ],
    [
      'names that are no data',
      { ...say('a'), responseSchema: JSON.parse('{"__proto__": {}}') as unknown },
      'input.responseSchema: expected JSON without the names __proto__, constructor, prototype',
    ],
  ])('is refused with %s', (_, input, problem) => {
    expect(generationProblems(input)).toContain(problem);
  });

  it('is refused with JSON that is too deep, in time that its size bounds', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(generationProblems({ ...say('a'), responseSchema: { deep } })).toEqual([
      'input.responseSchema: expected JSON at most 32 levels deep',
    ]);
  });
});
