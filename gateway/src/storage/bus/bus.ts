import type { CallOptions } from '../store/store.js';

/** What a subscriber of a topic is told. */
export interface BusSubscriber {
  /** A message, as it was published: JSON. Must not throw, and must not wait. */
  onMessage(message: unknown): void;
  /** Messages may have been missed: look where the truth stands. */
  onGap?(): void;
}

/** Ends a subscription; safe to call twice. */
export type Unsubscribe = () => Promise<void>;

/**
 * Tells other processes that something has changed. A hint only, at most once: what it tells stands in the store as
 * well, and whoever was told of a gap, or of nothing for long, looks there.
 */
export interface Bus {
  readonly kind: 'memory' | 'notify' | 'redis';
  /**
   * Hands a message over. Messages of one publisher on one topic come in order.
   * @param topic up to 200 characters
   * @param message JSON, up to 64 KiB written out
   * @throws ServiceError `OVERLOADED` when too many messages wait to be handed over.
   */
  publish(topic: string, message: unknown, options?: CallOptions): Promise<void>;
  /** Resolves when the subscription stands: what is published after that comes, or a gap. */
  subscribe(topic: string, subscriber: BusSubscriber, options?: CallOptions): Promise<Unsubscribe>;
  close(): Promise<void>;
}

/** How long handing over or subscribing may take when the caller does not say: a hint that is late is none. */
export const BUS_TIMEOUT_MS = 5_000;
