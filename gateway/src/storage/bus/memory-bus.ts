import { closedError } from '../store/storage-error.js';
import type { Bus } from './bus.js';
import { decodeMessage, encodeMessage } from './bus-message.js';
import { createTopics } from './topics.js';

export interface MemoryBusOptions {
  /** Told of a subscriber that threw. */
  readonly onError?: (error: unknown) => void;
}

/** The bus of a gateway that is alone: within this process. */
export function createMemoryBus({ onError = () => {} }: MemoryBusOptions = {}): Bus {
  const topics = createTopics(onError);
  let closed = false;
  const refuseClosed = () => {
    if (closed) throw closedError();
  };
  return {
    kind: 'memory',
    async publish(topic, message) {
      refuseClosed();
      // By way of its text, so that nobody shares an object, and nothing works here alone.
      const text = encodeMessage(topic, message);
      queueMicrotask(() => topics.tell(topic, decodeMessage(text)));
    },
    async subscribe(topic, subscriber) {
      refuseClosed();
      const { remove } = topics.add(topic, subscriber);
      return async () => void remove();
    },
    async close() {
      closed = true;
      topics.clear();
    },
  };
}
