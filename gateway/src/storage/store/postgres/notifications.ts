import type pg from 'pg';

import { startDeadline } from '../../deadline.js';
import { checkChannel } from '../channel-name.js';
import { closedError } from '../storage-error.js';
import { type CallOptions, type ChannelListener, DEFAULT_TIMEOUT_MS, type Store } from '../store.js';
import { bindListener, type Channel, createChannel } from './channels.js';
import { createListenConnection } from './listen-connection.js';

export interface NotificationsOptions {
  readonly options: pg.ClientConfig;
  readonly onError: (error: unknown) => void;
}

/** LISTEN over one connection of its own, which is made when it is first needed, and again when it is lost. */
export interface Notifications {
  readonly listen: Store['listen'];
  close(): Promise<void>;
}

export function createNotifications(options: NotificationsOptions): Notifications {
  const channels = new Map<string, Channel>();
  const connection = createListenConnection({ ...options, channels });
  let closed = false;

  function join(name: string): Channel {
    const channel = channels.get(name) ?? createChannel();
    if (!channels.has(name)) {
      channels.set(name, channel);
      connection.listen(name);
    }
    return channel;
  }

  async function leave(name: string, channel: Channel, listener: ChannelListener): Promise<void> {
    if (!channel.listeners.delete(listener) || channel.listeners.size > 0) return;
    channels.delete(name);
    await connection.unlisten(name);
  }

  return {
    async listen(name, listener, { signal, timeoutMs = DEFAULT_TIMEOUT_MS }: CallOptions = {}) {
      if (closed) throw closedError();
      const channel = join(checkChannel(name));
      const own = bindListener(listener);
      channel.listeners.add(own);
      const unlisten = () => leave(name, channel, own);
      try {
        using deadline = startDeadline('A LISTEN', timeoutMs, signal);
        await deadline.race(channel.established);
        return unlisten;
      } catch (error) {
        await unlisten();
        throw error;
      }
    },
    async close() {
      closed = true;
      channels.clear();
      await connection.close();
    },
  };
}
