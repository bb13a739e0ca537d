import type { LlamaContextSequence } from 'node-llama-cpp';

/** The sequences of one shared context: each writes one text at a time. */
export interface SequencePool {
  /** @throws the signal's reason when it aborts before one is free */
  take(signal: AbortSignal): Promise<LlamaContextSequence>;
  /** Gives one back, once nothing computes on it any more. */
  give(sequence: LlamaContextSequence): void;
}

/** Those who wait are bounded by the queues before: a capability's concurrency, and a batch's size. */
export function createSequencePool(sequences: readonly LlamaContextSequence[]): SequencePool {
  const free = [...sequences];
  const waiting = new Set<(sequence: LlamaContextSequence) => void>();

  function wait(signal: AbortSignal): Promise<LlamaContextSequence> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(enter);
        reject(signal.reason as Error);
      };
      const enter = (sequence: LlamaContextSequence) => {
        waiting.delete(enter);
        signal.removeEventListener('abort', leave);
        resolve(sequence);
      };
      waiting.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return {
    async take(signal) {
      signal.throwIfAborted();
      return free.pop() ?? wait(signal);
    },
    give(sequence) {
      const [next] = waiting;
      if (next) next(sequence);
      else free.push(sequence);
    },
  };
}
