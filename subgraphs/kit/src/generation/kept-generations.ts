import { LRUCache } from 'lru-cache';
import { ServiceError } from '@sluice/schema';
import type { GenerationRequest, GenerationResult } from './generation-capability.js';
import { createGenerationLog, type GenerationEvent, type GenerationLog } from './generation-log.js';
import { toStreamFailure } from './stream-failure.js';
import { type GenerationWaiter, type RunGeneration, writeGeneration } from './write-generation.js';

/** Generations that can be attached to by their keys. */
export interface KeptGenerations {
  /**
   * Follows the generation of a key from its beginning: the one that runs or has finished lately, or else a new one.
   * When its last follower has left, a generation that still runs is stopped and forgotten.
   *
   * @param fingerprint equal for equal requests
   * @throws `IDEMPOTENCY_CONFLICT` where the key names another request
   */
  follow(
    key: string,
    fingerprint: string,
    request: GenerationRequest,
    waiter: GenerationWaiter,
  ): AsyncIterableIterator<GenerationEvent, undefined>;
}

interface KeptGeneration {
  readonly fingerprint: string;
  readonly log: GenerationLog;
  readonly controller: AbortController;
  readonly progress: { readonly tokens: number };
  followers: number;
  /** What keeping it costs. */
  characters: number;
}

/** Finished generations stay for this long, in milliseconds, and no more than so many, nor more characters. */
const KEEP_MS = 60_000;
const MAX_KEPT = 256;
const MAX_CHARACTERS = 16_000_000;

/** @param keepMs how long a finished generation can be attached to, in milliseconds */
export function createKeptGenerations(run: RunGeneration, keepMs: number = KEEP_MS): KeptGenerations {
  const running = new Map<string, KeptGeneration>();
  const finished = new LRUCache<string, KeptGeneration>({
    max: MAX_KEPT,
    ttl: keepMs,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ characters }) => Math.min(characters + 1, MAX_CHARACTERS),
  });

  function forget(key: string, generation: KeptGeneration): void {
    if (running.get(key) === generation) running.delete(key);
  }

  function start(
    key: string,
    fingerprint: string,
    request: GenerationRequest,
    caller: GenerationWaiter['caller'],
  ): KeptGeneration {
    const [log, controller, progress] = [createGenerationLog(), new AbortController(), { tokens: 0 }];
    const generation: KeptGeneration = { fingerprint, log, controller, progress, followers: 0, characters: 0 };
    running.set(key, generation);
    const onFinish = (result: GenerationResult) => {
      generation.characters = 2 * result.text.length;
      finished.set(key, generation);
    };
    void writeGeneration(request, { run, signal: controller.signal, caller, log, progress, onFinish }).finally(() =>
      forget(key, generation),
    );
    return generation;
  }

  return {
    follow(key, fingerprint, request, { signal, caller }) {
      const known = running.get(key) ?? finished.get(key);
      if (known && known.fingerprint !== fingerprint) throw conflict();
      const generation = known ?? start(key, fingerprint, request, caller);
      generation.followers += 1;
      const onLeave = () => {
        generation.followers -= 1;
        if (generation.followers > 0) return;
        forget(key, generation);
        generation.controller.abort(new ServiceError('CANCELLED', 'Nobody follows this generation any more.'));
      };
      return generation.log.follow({ signal, onLeave, lastWord: (reason) => lastWord(reason, generation) });
    },
  };
}

/** Who leaves is told nothing; who is sent away is told why. */
function lastWord(reason: unknown, { progress: { tokens } }: KeptGeneration): GenerationEvent | null {
  if (reason instanceof ServiceError && reason.code === 'CANCELLED') return null;
  return { type: 'failed', error: toStreamFailure(reason, tokens) };
}

function conflict(): ServiceError {
  return new ServiceError(
    'IDEMPOTENCY_CONFLICT',
    'idempotencyKey: expected a new key, got one of another generation.',
    {
      inputPath: ['idempotencyKey'],
    },
  );
}
