import type { GenerationEvent } from './generation-log.js';

/** What a follower reads: the events so far, and whom to wake when there is another. */
export interface FollowedLog {
  readonly events: readonly GenerationEvent[];
  readonly wakes: Set<() => void>;
}

export interface FollowOptions {
  /** Ends the following at once. */
  readonly signal: AbortSignal;
  /** What the follower is told last when its signal aborts; null tells it nothing. */
  readonly lastWord: (reason: unknown) => GenerationEvent | null;
  /** Called once, when the follower has gone or has read everything. */
  readonly onLeave: () => void;
}

type Turn = IteratorResult<GenerationEvent, undefined>;

const DONE: Turn = { done: true, value: undefined };

/**
 * Reads a log from its beginning. Written by hand: an async generator that waits in `next` would hear `return` only
 * with the next event, and until then the model would write for nobody.
 */
export class LogFollower implements AsyncIterableIterator<GenerationEvent, undefined> {
  readonly #log: FollowedLog;
  readonly #options: FollowOptions;
  #position = 0;
  #hasLeft = false;
  #lastWord: GenerationEvent | null = null;
  #wake = () => {};

  constructor(log: FollowedLog, options: FollowOptions) {
    this.#log = log;
    this.#options = options;
    if (options.signal.aborted) this.#abort();
    else options.signal.addEventListener('abort', this.#abort, { once: true });
  }

  async next(): Promise<Turn> {
    let turn = this.#read();
    while (!turn) {
      // oxlint-disable-next-line no-await-in-loop
      await this.#untilWoken();
      turn = this.#read();
    }
    return turn;
  }

  async return(): Promise<Turn> {
    this.#leave();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next event, the end, or nothing yet. */
  #read(): Turn | undefined {
    if (this.#hasLeft) {
      const word = this.#lastWord;
      this.#lastWord = null;
      return word ? { done: false, value: word } : DONE;
    }
    const { events } = this.#log;
    const event = events[this.#position];
    if (event) {
      this.#position += 1;
      return { done: false, value: event };
    }
    if (!isLast(events.at(-1))) return undefined;
    this.#leave();
    return DONE;
  }

  #untilWoken(): Promise<void> {
    const { wakes } = this.#log;
    return new Promise((resolve) => {
      this.#wake = () => {
        wakes.delete(this.#wake);
        resolve();
      };
      wakes.add(this.#wake);
    });
  }

  #abort = (): void => {
    if (this.#hasLeft) return;
    this.#lastWord = this.#options.lastWord(this.#options.signal.reason);
    this.#leave();
  };

  #leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#options.signal.removeEventListener('abort', this.#abort);
    this.#options.onLeave();
    this.#wake();
  }
}

function isLast(event: GenerationEvent | undefined): boolean {
  return event?.type === 'finished' || event?.type === 'failed';
}
