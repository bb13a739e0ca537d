import { describe, expect, it } from '@jest/globals';

import { toSpoken } from './spoken-text.js';

describe('a text as words alone', () => {
  it('keeps lines, tabs and every script', () => {
    expect(toSpoken('one\r\ntwo\tthree 図書館 тест')).toBe('one\ntwo\tthree 図書館 тест');
  });

  it('holds no orders to eSpeak', () => {
    expect(toSpoken('\u0001100S fast, \u000120P high')).toBe(' 100S fast,  20P high');
    expect(toSpoken('see [[link]] and [[[x')).toBe('see [ [link]] and [ [ [x');
  });

  it('is well-formed Unicode without zero bytes', () => {
    expect(toSpoken('a\ud800b\u0000c\u0085')).toBe('a\ufffdb c ');
  });

  it('is refused where nothing is left', () => {
    expect(() => toSpoken('\u0000\u0001 \u001b')).toThrow('expected a text that can be spoken');
  });
});
