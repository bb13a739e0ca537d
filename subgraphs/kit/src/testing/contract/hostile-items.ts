import assert from 'node:assert/strict';
import { ask, codeOf } from './ask.js';
import { type CapabilityContract, itemsOf } from './contract.js';
import { expectCodes, expectCoded, expectResults, expectSame } from './expectations.js';

/** Texts that break what was not made for them; the names stand in failures. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \n\t\u00a0\u2003',
  'a zero byte': '\u0000',
  'zero bytes within': 'one\u0000two\u0000',
  'control characters': '\u0001\u0007\u001b[2J\u001b]0;x\u0007\u007f\u0085',
  'half of a surrogate pair': 'a \ud800 b',
  'the other half, first': '\udfff\ud83d',
  'right-to-left marks': '\u202eabc\u202c \u2066x\u2069 \u200f',
  'right-to-left script': 'تفتح المكتبة في الساعة التاسعة',
  'a byte order mark': '\ufeffabc',
  'line and paragraph separators': 'one\u2028two\u2029three',
  'emoji of many parts': '👩‍👩‍👧‍👦🏴\u{e0067}\u{e0062}\u{e007f}',
  'a tower of accents': `a${'\u0301'.repeat(500)}`,
  'one long word': 'x'.repeat(2_000),
  'many short lines': 'a\n'.repeat(300),
  punctuation: '.?!…'.repeat(100),
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'something like JSON': '{"content":{"$ne":null}}',
  'something like markup': '<break time="86400s"/><script>x</script>&#0;&lt;',
  'something like an option': '-f/etc/passwd',
  'something like a path': '../../../../etc/passwd\u0000.txt',
  'something like a format': '%s%n%d${7*7}{{7*7}}',
  'something like a label': '__label__en </s> <|endoftext|> [INST]',
};

const png = (hex: string) => `data:image/png;base64,${Buffer.from(hex, 'hex').toString('base64')}`;

const HOSTILE_URLS: Readonly<Record<string, string>> = {
  empty: '',
  'no content': 'data:image/png;base64,',
  'not base64': 'data:image/png;base64,\u0000💥',
  'an address inside': 'http://127.0.0.1:1/x.png',
  'a file': 'file:///etc/passwd',
  'a type that lies': `data:image/png;base64,${Buffer.from('<svg/>').toString('base64')}`,
  'a PNG without an end': png('89504e470d0a1a0a'),
  'a PNG that claims to be huge': png('89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000ffffffff'),
  'a JPEG of nothing': 'data:image/jpeg;base64,/9j/2Q==',
  'a GIF of nothing': 'data:image/gif;base64,R0lGODlh',
  'a WAV of nothing': 'data:audio/wav;base64,UklGRgAAAABXQVZF',
  'a prototype': '__proto__',
};

const NOT_TEXTS: readonly unknown[] = [null, 7, true, {}, [], { toString: 'x' }, undefined];

const NOT_ITEMS: readonly unknown[] = [
  'Text',
  7,
  null,
  {},
  { __typename: 'Nothing', content: 'x' },
  { __typename: 'Query' },
  { __typename: '__proto__' },
];

/** What hostile callers write: never a crash, never `INTERNAL`, and no trace in later answers. */
export function defineHostileItems({ clause, service, sample }: CapabilityContract): void {
  const hostile = sample.entity.key === 'content' ? HOSTILE_TEXTS : HOSTILE_URLS;
  const [names, items] = [Object.keys(hostile), Object.values(hostile)];

  clause('answers hostile items, or refuses them with a code, and answers others beside and after them', async () => {
    const usual = itemsOf(sample, 3);
    const before = expectResults(await ask(service(), sample, usual));
    const answers = await ask(service(), sample, [...items, ...usual]);
    expectCoded(answers.slice(0, items.length), (index) => `“${names[index]}”`);
    expectSame(expectResults(answers.slice(items.length)), before, 'Beside hostile items');
    expectSame(expectResults(await ask(service(), sample, usual)), before, 'After hostile items');
  });

  clause('refuses what is empty, and what is no text at all', async () => {
    expectCodes(await ask(service(), sample, ['', ...NOT_TEXTS]), 'BAD_USER_INPUT');
  });

  clause('refuses with a code what is no item of its graph', async () => {
    const query = 'query Contract($items: [_Any!]!) { _entities(representations: $items) { __typename } }';
    for (const item of NOT_ITEMS) {
      const { errors = [] } = await service().query(query, { items: [item] });
      assert.equal(errors.map(codeOf).join(', '), 'BAD_USER_INPUT', `Of ${JSON.stringify(item)}`);
    }
  });

  clause('refuses an item that is far too large, and still answers the one beside it', async () => {
    const huge = sample.entity.key === 'content' ? 'huge '.repeat(300_000) : hugeUrl();
    const answers = await ask(service(), sample, [...itemsOf(sample, 1), huge]);
    expectResults(answers.slice(0, 1));
    expectCodes(answers.slice(1), 'CONTEXT_WINDOW_EXCEEDED', 'BAD_USER_INPUT');
  });
}

/** More than services take of one, and less than they take of a request. */
function hugeUrl(): string {
  return `data:image/png;base64,${Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(21 * 1024 * 1024)]).toString('base64')}`;
}
