import { describe, expect, it } from '@jest/globals';

import { generateApiKey } from '../api-key.js';
import { generatePepper, parsePeppers } from './peppers.js';

describe('peppers', () => {
  it('can be rotated: the newest hashes, all verify, and one that is gone does not', () => {
    const [old, fresh] = [generatePepper(), generatePepper()];
    const { text } = generateApiKey('live');
    const hashed = parsePeppers(old).hash(text);
    const both = parsePeppers(`${fresh}, ${old}`);
    expect(both.verify(text, hashed)).toBe(true);
    expect(both.hash(text).pepper).toBe(fresh.split(':')[0]);
    expect(parsePeppers(fresh).verify(text, hashed)).toBe(false);
    expect(both.verify(generateApiKey('live').text, hashed)).toBe(false);
  });

  it.each(['', 'a', 'a:short', `a b:${'x'.repeat(43)}`, 'x'.repeat(43), `a:${'x'.repeat(42)}é`])(
    'of another form are refused, and not quoted (%#)',
    (text) => expect(() => parsePeppers(text)).toThrow(/^expected peppers of the form [^x]*$/),
  );

  it('that share an id are refused', () => {
    const secret = generatePepper().split(':')[1];
    expect(() => parsePeppers(`a:${secret},a:${secret}`)).toThrow('share an id');
  });
});
