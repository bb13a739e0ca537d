import type { GenerationPiece } from '@sluice/kit';

/** Turns the runtime's callbacks into pieces that are pulled. Bounded by the tokens that a request may write. */
export interface PieceQueue extends AsyncIterableIterator<GenerationPiece, undefined> {
  push(piece: GenerationPiece): void;
  /** Nothing more comes; with an error, the reader is thrown it when it has read the rest. */
  end(error?: Error): void;
}

export function createPieceQueue(): PieceQueue {
  const pieces: GenerationPiece[] = [];
  let wake = () => {};
  let ended: { readonly error?: Error | undefined } | undefined;
  return {
    push(piece) {
      pieces.push(piece);
      wake();
    },
    end(error) {
      ended ??= { error };
      wake();
    },
    async next() {
      // oxlint-disable-next-line no-await-in-loop
      while (pieces.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
      const value = pieces.shift();
      if (value) return { done: false, value };
      if (ended?.error) throw ended.error;
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
