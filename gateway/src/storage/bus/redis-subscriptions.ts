import type { Redis } from 'ioredis';

import { closeRedis, openRedis } from '../redis/redis-connection.js';

export interface RedisSubscriptionsOptions {
  readonly redisUrl: string;
  /** The channels that are wanted now. */
  readonly channels: () => readonly string[];
  readonly onMessage: (channel: string, text: string) => void;
  readonly onGap: () => void;
  readonly onError: (error: unknown) => void;
}

/** Channels of a connection that subscribes to what is wanted, again and again as it is lost. */
export interface RedisSubscriptions {
  /** Resolves when the channel is subscribed to; once for all who want it. */
  join(channel: string): Promise<void>;
  leave(channel: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * ioredis can subscribe again by itself, but does not tell when that is done, and the gap is over only then: who looks
 * into the store before it would miss what comes in between.
 */
export function createRedisSubscriptions(options: RedisSubscriptionsOptions): RedisSubscriptions {
  const { redisUrl, channels, onMessage, onGap, onError } = options;
  const redis = openRedis(redisUrl, onError, { autoResubscribe: false });
  const joined = new Map<string, Promise<unknown>>();
  let connections = 0;

  const subscribe = (channel: string): Promise<unknown> => {
    const joining = redis.subscribe(channel);
    joined.set(channel, joining);
    joining.catch(() => {});
    return joining;
  };

  // One promise for all who wait, so that a server that is long away collects no listeners.
  let ready = untilReady(redis);
  redis.on('close', () => {
    ready = untilReady(redis);
  });
  redis.on('message', onMessage);
  redis.on('ready', () => {
    const isFirst = connections++ === 0;
    joined.clear();
    const again = Promise.all(channels().map(subscribe));
    again.then(
      () => isFirst || onGap(),
      // Not all are subscribed to: from the beginning, since a gap must end with its word.
      (error: unknown) => (onError(error), redis.disconnect(true)),
    );
  });

  return {
    async join(channel) {
      await ready;
      await (joined.get(channel) ?? subscribe(channel));
    },
    async leave(channel) {
      joined.delete(channel);
      // A connection that is lost has forgotten the channel by itself.
      await redis.unsubscribe(channel).catch(() => {});
    },
    close: () => closeRedis(redis),
  };
}

function untilReady(redis: Redis): Promise<void> {
  return new Promise((resolve) => redis.once('ready', () => resolve()));
}
