import type pg from 'pg';

/** Puts a statement to a connection, after those before it. */
export type Ask = (text: string) => Promise<unknown>;

/** The life of a connection that is kept open. */
export interface WatchedConnection {
  /** Resolves when it ends by being told to; rejects when it is lost. */
  readonly promise: Promise<void>;
  /** Ends it, and waits for that no longer than a moment. */
  end(): Promise<void>;
}

const ASK_EVERY_MS = 10_000;
const END_MS = 1_000;

/** Notices that a connection is gone: by its own word, or since it does not answer a question. */
export function watchConnection(client: pg.Client, ask: Ask, stop: AbortSignal): WatchedConnection {
  let settle = () => {};
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const promise = new Promise<void>((resolve, reject) => {
    settle = resolve;
    client.on('error', reject);
    client.on('end', () => reject(new Error('The connection has ended.')));
    stop.addEventListener('abort', settle, { once: true });
    // The connection's own `query_timeout` bounds the question.
    client.once('connect', () => {
      if (hasEnded) return;
      timer = setInterval(() => void ask('SELECT 1').catch(reject), ASK_EVERY_MS);
    });
  });
  // It may be lost before anybody waits for it.
  promise.catch(() => {});
  return {
    promise,
    async end() {
      hasEnded = true;
      clearInterval(timer);
      stop.removeEventListener('abort', settle);
      await endWithin(client);
    },
  };
}

/** A server that is gone without a word never takes leave; then the socket is dropped. */
function endWithin(client: pg.Client): Promise<void> {
  // `pg` does not name its socket in its types.
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      connection.stream.destroy();
      resolve();
    }, END_MS);
  });
  return Promise.race([client.end().catch(() => {}), tooLong]).finally(() => clearTimeout(timer));
}
