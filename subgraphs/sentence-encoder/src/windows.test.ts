import { describe, expect, it } from '@jest/globals';
import { MAX_ROWS, toModelCalls, toWindows, WINDOW_TOKENS } from './windows.js';

const tokens = (count: number) => Array.from({ length: count }, (_, index) => index);
const callsOf = (lengths: readonly number[]) =>
  toModelCalls(toWindows(lengths.map(tokens))).map((call) => call.map((window) => window.tokens.length));

describe('Windows', () => {
  it('hold a text whole where the model can read it whole', () => {
    expect(toWindows([tokens(WINDOW_TOKENS)])).toHaveLength(1);
  });

  it('share a longer text evenly, without loss or overlap', () => {
    const windows = toWindows([tokens(3), tokens(300)]).filter(({ text }) => text === 1);
    expect(windows.map((window) => window.tokens.length)).toEqual([100, 100, 100]);
    expect(windows.flatMap((window) => window.tokens)).toEqual(tokens(300));
  });

  it('of a text without tokens there are none', () => {
    expect(toWindows([[], tokens(1)])).toEqual([{ text: 1, tokens: [0] }]);
  });
});

describe('Calls of the model', () => {
  it('hold 64 short texts each', () => {
    expect(callsOf(Array<number>(100).fill(30)).map(({ length }) => length)).toEqual([MAX_ROWS, 36]);
  });

  it('are at most 4 for 100 texts of any length that the model reads at once', () => {
    expect(callsOf(Array<number>(64).fill(128)).length + callsOf(Array<number>(36).fill(128)).length).toBe(4);
  });

  it('do not pad many short texts to the length of one long one', () => {
    expect(callsOf([...Array<number>(63).fill(10), 128])).toEqual([[128], Array<number>(63).fill(10)]);
  });

  it('take up a little padding rather than another call', () => {
    expect(callsOf([5, 10, 20, 40])).toEqual([[40, 20, 10, 5]]);
  });
});
