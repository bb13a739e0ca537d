import type { GenerationResult } from './generation-capability.js';
import { type FollowOptions, LogFollower } from './log-follower.js';

/** What is told while a model writes; nothing comes after `finished` and `failed`. */
export type GenerationEvent =
  | { readonly type: 'started'; readonly model: string }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'finished'; readonly generation: GenerationResult }
  | { readonly type: 'failed'; readonly error: Error };

/**
 * What a generation has told so far. Followers read it from the beginning, each at its own pace: a slow one holds no
 * queue of its own and slows nobody down, and one that comes late misses nothing.
 */
export interface GenerationLog {
  append(event: GenerationEvent): void;
  follow(options: FollowOptions): AsyncIterableIterator<GenerationEvent, undefined>;
}

export function createGenerationLog(): GenerationLog {
  const events: GenerationEvent[] = [];
  const wakes = new Set<() => void>();
  return {
    append(event) {
      events.push(event);
      for (const wake of wakes) wake();
    },
    follow: (options) => new LogFollower({ events, wakes }, options),
  };
}
