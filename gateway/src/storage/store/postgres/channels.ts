import type { ChannelListener } from '../store.js';
import { detached } from '../transaction-scope.js';

/** A channel that somebody listens to. */
export interface Channel {
  readonly listeners: Set<ChannelListener>;
  /** Resolves when the server was told to LISTEN for the first time. */
  readonly established: Promise<void>;
  establish(): void;
  isEstablished(): boolean;
}

export function createChannel(): Channel {
  let finish = () => {};
  let done = false;
  const established = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    listeners: new Set(),
    established,
    isEstablished: () => done,
    establish() {
      done = true;
      finish();
    },
  };
}

/** The listener as its own, so that it can be added twice, and apart from any transaction. */
export function bindListener(listener: ChannelListener): ChannelListener {
  return {
    onMessage: detached((payload: string) => listener.onMessage(payload)),
    onGap: detached(() => listener.onGap?.()),
  };
}

export function tellMessage(channel: Channel | undefined, payload: string): void {
  for (const listener of channel?.listeners ?? []) listener.onMessage(payload);
}

export function tellGap(channels: Iterable<Channel>): void {
  for (const { listeners } of channels) for (const listener of listeners) listener.onGap?.();
}
