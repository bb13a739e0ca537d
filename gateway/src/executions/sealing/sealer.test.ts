import { describe, expect, it } from '@jest/globals';

import { generateSealingKey, parseSealingKeys } from './sealer.js';

const key = generateSealingKey();
const sealer = parseSealingKeys(key);

describe('a sealed text', () => {
  it('opens where it was sealed for, shows nothing of itself, and is never the same twice', () => {
    const sealed = sealer.seal('a secret prompt 🌊', 'x/context');
    expect(sealer.open(sealed, 'x/context')).toBe('a secret prompt 🌊');
    expect(sealed.toString('latin1')).not.toContain('secret');
    expect(sealer.seal('a secret prompt 🌊', 'x/context').equals(sealed)).toBe(false);
  });

  it('opens at no other place', () => {
    const sealed = sealer.seal('text', 'x/context');
    expect(() => sealer.open(sealed, 'y/context')).toThrow('cannot be read');
  });

  it('does not open when a single bit of it was changed', () => {
    const sealed = sealer.seal('text', 'place');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => sealer.open(changed, 'place')).toThrow('cannot be read');
    }
    expect(() => sealer.open(sealed.subarray(0, 5), 'place')).toThrow('cannot be read');
  });

  it('opens under a key that was rotated, until that is taken away', () => {
    const sealed = sealer.seal('text', 'place');
    const next = generateSealingKey();
    const rotated = parseSealingKeys(`${next},${key}`);
    expect(rotated.open(sealed, 'place')).toBe('text');
    expect(() => sealer.open(rotated.seal('new', 'place'), 'place')).toThrow('cannot be read');
    expect(() => parseSealingKeys(next).open(sealed, 'place')).toThrow('cannot be read');
  });

  it('takes keys of one form alone, and names that instead of the value', () => {
    for (const wrong of ['', 'a:short', `${key},`, `${key},${key}`]) {
      expect(() => parseSealingKeys(wrong)).toThrow(TypeError);
    }
    expect(() => parseSealingKeys('id:hunter2')).not.toThrow(/hunter2/);
  });
});
