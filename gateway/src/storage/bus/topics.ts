import { ServiceError } from '@sluice/schema';

import { detached } from '../store/transaction-scope.js';
import type { BusSubscriber } from './bus.js';

/** Who has subscribed to what, in this process. */
export interface Topics {
  /** @returns how it is taken back; the answer to that tells whether the topic has no subscriber any more. */
  add(topic: string, subscriber: BusSubscriber): { remove(): boolean };
  names(): readonly string[];
  tell(topic: string, message: unknown): void;
  /** Tells every subscriber that it may have missed something. */
  tellGap(): void;
  clear(): void;
}

/** Beyond it something leaks; the gateway's own bounds on connections and subscriptions are far below. */
const MAX_SUBSCRIPTIONS = 100_000;

export function createTopics(onError: (error: unknown) => void): Topics {
  const topics = new Map<string, Set<BusSubscriber>>();
  let count = 0;

  /** One subscriber's mistake is not the others'. */
  const guarded = (tell: () => void) => {
    try {
      tell();
    } catch (error) {
      onError(error);
    }
  };

  return {
    add(topic, subscriber) {
      if (count >= MAX_SUBSCRIPTIONS) throw tooMany();
      const own: BusSubscriber = {
        onMessage: detached((message: unknown) => guarded(() => subscriber.onMessage(message))),
        onGap: detached(() => guarded(() => subscriber.onGap?.())),
      };
      const subscribers = topics.get(topic) ?? new Set();
      topics.set(topic, subscribers.add(own));
      count += 1;
      return {
        remove() {
          if (!subscribers.delete(own)) return false;
          count -= 1;
          // The topic may have been given up and begun anew since.
          return subscribers.size === 0 && topics.get(topic) === subscribers && topics.delete(topic);
        },
      };
    },
    names: () => [...topics.keys()],
    tell(topic, message) {
      // What is no JSON was not published by us.
      if (message === undefined) return;
      for (const subscriber of topics.get(topic) ?? []) subscriber.onMessage(message);
    },
    tellGap() {
      for (const subscribers of topics.values()) for (const subscriber of subscribers) subscriber.onGap?.();
    },
    clear() {
      topics.clear();
      count = 0;
    },
  };
}

function tooMany(): ServiceError {
  const details = { limit: { dimension: 'subscriptions', limit: MAX_SUBSCRIPTIONS } };
  return new ServiceError('OVERLOADED', `More than ${MAX_SUBSCRIPTIONS} subscriptions are open.`, details);
}
