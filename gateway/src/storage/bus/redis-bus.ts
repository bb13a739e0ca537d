import { ServiceError } from '@sluice/schema';

import { startDeadline } from '../deadline.js';
import { closeRedis, openRedis } from '../redis/redis-connection.js';
import { closedError } from '../store/storage-error.js';
import { type Bus, BUS_TIMEOUT_MS } from './bus.js';
import { decodeMessage, encodeMessage } from './bus-message.js';
import { createHandOver } from './hand-over.js';
import { createRedisSubscriptions } from './redis-subscriptions.js';
import { createTopics } from './topics.js';

export interface RedisBusOptions {
  /** `redis://user:password@host:port/database`, `rediss:` for TLS. */
  readonly redisUrl: string;
  /**
   * Keeps installations apart that share a server.
   * @default 'sluice:'
   */
  readonly prefix?: string;
  /**
   * Messages that may wait for the server.
   * @default 1_000
   */
  readonly maxWaiting?: number;
  readonly onError?: (error: unknown) => void;
}

/** The bus by Redis: a connection to publish, one to subscribe, a channel for each topic. */
export function createRedisBus({
  redisUrl,
  prefix = 'sluice:',
  maxWaiting = 1_000,
  onError = () => {},
}: RedisBusOptions): Bus {
  const topics = createTopics(onError);
  const publisher = openRedis(redisUrl, onError, { enableAutoPipelining: true });
  const subscriptions = createRedisSubscriptions({
    redisUrl,
    onError,
    channels: () => topics.names().map((topic) => prefix + topic),
    onMessage: (channel, text) => topics.tell(channel.slice(prefix.length), decodeMessage(text)),
    onGap: topics.tellGap,
  });
  const handOver = createHandOver(maxWaiting);
  let closed = false;

  return {
    kind: 'redis',
    publish: (topic, message, options) =>
      handOver.run(options, async () => {
        await publisher.publish(prefix + topic, encodeMessage(topic, message)).catch(unreachable);
      }),
    async subscribe(topic, subscriber, { signal, timeoutMs = BUS_TIMEOUT_MS } = {}) {
      if (closed) throw closedError();
      const { remove } = topics.add(topic, subscriber);
      const leave = async () => {
        if (remove()) await subscriptions.leave(prefix + topic);
      };
      try {
        using deadline = startDeadline('A subscription', timeoutMs, signal);
        await deadline.race(subscriptions.join(prefix + topic));
      } catch (error) {
        await leave();
        unreachable(error);
      }
      return leave;
    },
    async close() {
      closed = true;
      handOver.close();
      topics.clear();
      await Promise.all([closeRedis(publisher), subscriptions.close()]);
    },
  };
}

function unreachable(error: unknown): never {
  if (error instanceof ServiceError) throw error;
  throw new ServiceError('SERVICE_UNAVAILABLE', 'Redis cannot be reached.', {}, { cause: error });
}
