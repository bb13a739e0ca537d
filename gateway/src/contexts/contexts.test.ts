import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { canonicalForm, hashContext } from './canonical-form.js';
import type { Input } from './rules/members.js';
import { prepare, ready } from './testing/prepare.js';

// Texts with what is hard about them: controls, halves of pairs, invisible and combining characters.
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      'e\u0301',
      '\u200B',
      '\u202E',
      '\r\n',
      '\uD800',
      '\u{E0041}',
      '\u{1F3F4}',
      '\u{E007F}',
      '\uFEFF',
      ' ',
    ),
  ),
  maxLength: 30,
});
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const message = fc.record({
  role: fc.constantFrom('USER', 'ASSISTANT', 'TOOL'),
  content: text,
  toolCallId: maybe(fc.constantFrom('1', '2')),
  toolCalls: maybe(fc.array(fc.record({ id: fc.constantFrom('1', '2'), name: text, arguments: fc.jsonValue() }))),
});
const INPUTS: Readonly<Record<string, fc.Arbitrary<Input>>> = {
  translation: fc.record({ content: text, to: fc.oneof(text, fc.constant('EN-us')), from: maybe(text) }),
  classification: fc.record({ content: text, labels: fc.array(text), model: maybe(text) }),
  recognition: fc.record({
    url: fc.oneof(text, fc.webUrl()),
    languages: maybe(fc.array(fc.constantFrom('de', 'DE', 'x'))),
  }),
  summarization: fc.record({ content: text, maxSentences: maybe(fc.integer()) }),
  generation: fc.record({
    input: fc.record({
      messages: fc.array(message, { maxLength: 6 }),
      system: maybe(text),
      model: maybe(fc.oneof(text, fc.constant('fast'))),
      temperature: maybe(fc.double()),
      maxTokens: maybe(fc.integer()),
      stop: maybe(fc.array(text)),
      responseSchema: maybe(fc.jsonValue()),
    }),
  }),
};

/** Checks that something holds of any input of a kind that is all right. */
function expectOfAny(kind: string, holds: (normalized: Input, given: Input) => void): void {
  const inputs = INPUTS[kind] ?? fc.constant({});
  const check = (given: Input) => {
    const prepared = prepare(kind, given);
    if (prepared.kind === 'ready') holds(prepared.input, given);
  };
  expect(() => fc.assert(fc.property(inputs, check), { numRuns: 500 })).not.toThrow();
}

const wholeOf = (input: Input) => (input['input'] ?? input) as Input;

describe.each(Object.keys(INPUTS))('any %s', (kind) => {
  it('is normalized to something that stays as it is', () => {
    expectOfAny(kind, (normalized) => expect(ready(kind, normalized)).toEqual(normalized));
  });

  it('means the same whatever the order of its members', () => {
    expectOfAny(kind, (normalized, given) => {
      const turned = ready(kind, Object.fromEntries(Object.entries(given).toReversed()));
      expect(hashContext(kind, turned)).toBe(hashContext(kind, normalized));
    });
  });

  it('never asks for a member that was not given, nor for more than was asked for', () => {
    expectOfAny(kind, (normalized, given) => {
      const before = wholeOf(given);
      const { maxTokens = 0, ...after } = wholeOf(normalized);
      expect(maxTokens).toBeLessThanOrEqual((before['maxTokens'] as number | undefined) ?? 500);
      expect(Object.keys(after).filter((name) => before[name] === undefined)).toEqual([]);
      const lists = Object.entries(after).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][];
      expect(lists.filter(([name, value]) => value.length > (before[name] as unknown[]).length)).toEqual([]);
    });
  });
});

describe('the canonical form', () => {
  it('is that of RFC 8785, with the kind', () => {
    const form = canonicalForm('summarization', { maxSentences: 1e21, content: 'é\n' });
    expect(form).toBe('{"input":{"content":"é\\n","maxSentences":1e+21},"kind":"summarization"}');
  });

  it('tells kinds and inputs apart', () => {
    const hashes = [
      hashContext('language', { content: 'a' }),
      hashContext('moderation', { content: 'a' }),
      hashContext('language', { content: 'b' }),
    ];
    expect(new Set(hashes).size).toBe(3);
    expect(hashes[0]).toMatch(/^[\w-]{43}$/);
  });
});
