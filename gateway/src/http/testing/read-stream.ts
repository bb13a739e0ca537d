import type { TestGateway } from '../../testing/start-test-gateway.js';

/** A response that is read piece by piece. */
export interface ReadStream {
  readonly status: number;
  readonly headers: Headers;
  /** Everything so far. */
  readonly text: string;
  /** Resolves as soon as something stands in what was read. */
  has(part: string | RegExp): Promise<void>;
  /** Resolves with everything when the response has ended, or was cut. */
  readonly over: Promise<string>;
  leave(): void;
}

export interface OpenStreamOptions {
  readonly method?: string;
  readonly path?: string;
  readonly accept?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request whose answer may go on. */
export async function openStream(gateway: TestGateway, options: OpenStreamOptions): Promise<ReadStream> {
  const { method = 'POST', path = '/graphql', accept, body, key = gateway.key } = options;
  const leaving = new AbortController();
  const response = await fetch(gateway.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(accept !== undefined && { accept }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: leaving.signal,
  });
  let text = '';
  let wake = () => {};
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      wake();
    }
  };
  let isOver = false;
  const end = () => {
    isOver = true;
    wake();
    return text;
  };
  const over = read().then(end, end);
  return {
    status: response.status,
    headers: response.headers,
    get text() {
      return text;
    },
    async has(part) {
      while (typeof part === 'string' ? !text.includes(part) : !part.test(text)) {
        if (isOver) throw new Error(`Expected ${String(part)} before the end, got ${text}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    over,
    leave: () => leaving.abort(),
  };
}
