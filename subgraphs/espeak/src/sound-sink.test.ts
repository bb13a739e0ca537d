import { describe, expect, it } from '@jest/globals';

import { createSoundSink } from './sound-sink.js';
import { toWav } from './wav.js';

const MEMORY = Int8Array.from([-1, 2, -3, 4, 5, 6]);

describe('the sink', () => {
  it('keeps the samples as they were, without the header that is written first and mended last', () => {
    const { operations, samples } = createSoundSink();
    const memory = MEMORY.slice();
    expect(operations.write(undefined, memory, 0, 44, 0)).toBe(44);
    operations.write(undefined, memory, 1, 3, 44);
    operations.write(undefined, memory, 4, 2, 47);
    memory.fill(0);
    const stream = { position: 49 };
    operations.llseek(stream, 4);
    operations.write(undefined, memory, 0, 4, stream.position);
    expect([...samples()]).toEqual([2, 253, 4, 5, 6]);
  });

  it('ends the run at its bound', () => {
    const sink = createSoundSink(4);
    sink.operations.write(undefined, MEMORY, 0, 4, 44);
    expect(sink.isFull).toBe(false);
    expect(() => sink.operations.write(undefined, MEMORY, 0, 2, 48)).toThrow('More than 4 bytes');
    expect(sink.isFull).toBe(true);
  });
});

describe('a WAV file', () => {
  it('tells its sizes and its format', () => {
    const { bytes, seconds } = toWav(new Uint8Array(22_050));
    const view = Buffer.from(bytes);
    expect(view.toString('latin1', 0, 4) + view.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(view.readUInt32LE(4)).toBe(view.length - 8);
    expect([view.readUInt16LE(20), view.readUInt16LE(22), view.readUInt32LE(24)]).toEqual([1, 1, 22_050]);
    expect([view.readUInt32LE(28), view.readUInt16LE(32), view.readUInt16LE(34)]).toEqual([44_100, 2, 16]);
    expect([view.toString('latin1', 36, 40), view.readUInt32LE(40)]).toEqual(['data', 22_050]);
    expect(seconds).toBe(0.5);
  });
});
