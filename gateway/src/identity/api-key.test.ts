import { describe, expect, it } from '@jest/globals';
import { generateApiKey, parseApiKey } from './api-key.js';

/** The same text with one character replaced. */
function mistype(text: string, index: number): string {
  return text.slice(0, index) + (text[index] === 'a' ? 'b' : 'a') + text.slice(index + 1);
}

describe('an API key', () => {
  it('has a prefix, a public id, a secret and a checksum, and is never made twice', () => {
    const keys = Array.from({ length: 1000 }, () => generateApiKey('dev').text);
    for (const key of keys) expect(key).toMatch(/^slc_dev_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$/);
    expect(new Set(keys).size).toBe(1000);
  });

  it('is read back as it was made', () => {
    const key = generateApiKey('live');
    expect(parseApiKey(key.text)).toEqual(key);
  });

  it('is refused with any one character wrong', () => {
    const { text } = generateApiKey('dev');
    for (let index = 0; index < text.length; index++) expect(parseApiKey(mistype(text, index))).toBeNull();
  });

  it.each(['', 'slc_', "slc_dev_' OR 1=1 --", 'x'.repeat(1_000_000), `${generateApiKey('dev').text}\n`])(
    'is refused in another form (%#)',
    (text) => expect(parseApiKey(text)).toBeNull(),
  );
});
