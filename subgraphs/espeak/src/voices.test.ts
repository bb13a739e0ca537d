import { describe, expect, it } from '@jest/globals';

import { toSpeed } from './speed.js';
import { findVoice } from './voices.js';

const VOICES = ['cmn', 'de', 'en', 'en-GB-scotland', 'en-US', 'nb'];

describe('a voice', () => {
  it.each([
    [null, 'en'],
    ['de', 'de'],
    ['EN-us', 'en-US'],
    ['en-GB', 'en'],
    ['zh', 'cmn'],
    ['no', 'nb'],
  ])('%s is %s', (name, voice) => {
    expect(findVoice(name, VOICES)).toBe(voice);
  });

  it.each([
    ['en-AU', /no "en-au"; of 6 voices: en, en-GB-scotland, en-US\./],
    ['klingon', /no "klingon"; of 6 voices: en, en-US, de,/],
    ['../../de', /there is no/],
    ['__proto__', /there is no/],
    ['', /there is no/],
  ])('%j is refused, and others are named', (name, message) => {
    expect(() => findVoice(name, VOICES)).toThrow(message);
  });
});

describe('the speed', () => {
  it('follows the rate within the bounds of eSpeak', () => {
    expect([0.25, 0.5, 1, 2, 4].map(toSpeed)).toEqual([80, 88, 175, 350, 450]);
  });
});
