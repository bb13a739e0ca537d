import { BYTES_A_SECOND, HEADER_BYTES } from './wav.js';

/** Longest sound, in seconds, or 16 MB: what the longest text takes at its usual speed. Slow or foreign ones take more. */
export const MAX_SECONDS = 360;

/** A file of Emscripten's that is not kept in its memory, as far as it is used here. */
interface SinkOperations {
  open(): void;
  close(): void;
  llseek(stream: { position: number }, offset: number): number;
  write(stream: unknown, memory: Int8Array, offset: number, length: number, position: number): number;
}

/** Where eSpeak writes its WAV file to. */
export interface SoundSink {
  readonly operations: SinkOperations;
  /** More sound came than is taken. */
  readonly isFull: boolean;
  /** The samples, without the file's header. */
  samples(): Uint8Array;
}

export function createSoundSink(maxBytes: number = MAX_SECONDS * BYTES_A_SECOND): SoundSink {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isFull = false;
  return {
    get isFull() {
      return isFull;
    },
    samples: () => Buffer.concat(chunks, size),
    operations: {
      open: () => {},
      close: () => {},
      // At its end eSpeak goes back to the header alone, and always from the beginning.
      llseek: (stream, offset) => (stream.position = offset),
      write(_stream, memory, offset, length, position) {
        if (position < HEADER_BYTES) return length;
        isFull ||= size + length > maxBytes;
        // An error that is none of the file system's ends the run; after one of those eSpeak would go on speaking.
        if (isFull) throw new Error(`More than ${maxBytes} bytes of sound.`);
        // A copy: the program's memory goes on changing.
        chunks.push(new Uint8Array(memory.buffer, memory.byteOffset + offset, length).slice());
        size += length;
        return length;
      },
    },
  };
}
