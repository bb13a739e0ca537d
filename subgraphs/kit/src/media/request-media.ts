import type { MediaContent } from '../capabilities.js';
import { fetchMedia } from './fetch-media.js';
import { parseReadUrl, type StoredMedia, type WriteGrant } from './gateway-url.js';
import { readDataUrl, refuseUrl, toContent, toDataUrl } from './media-content.js';
import type { MediaKind } from './media-type.js';
import type { Shares } from './shares.js';
import { storeMedia } from './store-media.js';

/** The pictures and sounds of one request. */
export interface RequestMedia {
  /**
   * Does something with the picture or the sound at a URL: `data:`, or one of the gateway's. Whoever wants the same at
   * the same time shares it, and it is let go when the last one is done.
   *
   * @throws ServiceError `BAD_USER_INPUT`, `NOT_FOUND`, `OVERLOADED` or `SERVICE_UNAVAILABLE`
   */
  use<Result>(url: unknown, kind: MediaKind, task: (content: MediaContent) => Promise<Result>): Promise<Result>;
  /**
   * Stores what a model made; the same content, by identity, once.
   *
   * @returns its URL at the gateway, or a `data:` URL for a caller that named no place for it
   */
  store(content: MediaContent): Promise<string>;
}

export interface RequestMediaOptions {
  /** Where the gateway is; undefined where the caller did not say. */
  readonly origin: string | undefined;
  /** Where to write; undefined where the caller did not say. */
  readonly grant: WriteGrant | undefined;
  /** Of one picture or sound that is read. */
  readonly maxBytes: number;
  /** Longest time of one exchange with the gateway. */
  readonly timeoutMs: number;
  /** Bytes that the service may hold. */
  readonly memory: Shares;
  /** Writes that may be under way. */
  readonly writes: Shares;
  readonly signal: AbortSignal;
}

/** Content that is used by some. */
interface Held {
  users: number;
  readonly content: Promise<MediaContent>;
  release(): void;
}

export function createRequestMedia(options: RequestMediaOptions): RequestMedia {
  const { origin, grant, maxBytes, timeoutMs, writes, signal } = options;
  const held = new Map<string, Held>();
  const stored = new WeakMap<MediaContent, Promise<string>>();

  async function write(content: MediaContent): Promise<string> {
    if (origin === undefined || !grant) return toDataUrl(content);
    const share = await writes.acquire(1, signal);
    try {
      return await storeMedia(content, grant, { origin, timeoutMs, signal });
    } finally {
      share.release();
    }
  }

  return {
    async use(url, kind, task) {
      if (typeof url === 'string' && /^data:/i.test(url)) return task(readDataUrl(url, kind, maxBytes));
      const media = typeof url === 'string' ? parseReadUrl(url) : undefined;
      if (!media) throw refuseUrl('expected a data: URL, or the URL of something that the gateway stores');
      if (origin === undefined) throw refuseUrl('expected a data: URL, since the caller did not say where media are');
      const key = `${kind} ${media.path}`;
      const shared = held.get(key) ?? hold(media, kind, origin, options);
      held.set(key, shared);
      shared.users += 1;
      try {
        return await task(await shared.content);
      } finally {
        shared.users -= 1;
        if (shared.users === 0 && held.delete(key)) shared.release();
      }
    },
    store(content) {
      const known = stored.get(content) ?? write(content);
      stored.set(content, known);
      return known;
    },
  };
}

/** Begins to read; memory is taken for the most that may come, until it is known how much came. */
function hold(media: StoredMedia, kind: MediaKind, origin: string, options: RequestMediaOptions): Held {
  const { maxBytes, timeoutMs, memory, signal } = options;
  const reading = memory.acquire(maxBytes, signal).then(async (share) => {
    try {
      const bytes = await fetchMedia(media, maxBytes, { origin, timeoutMs, signal });
      share.keep(bytes.length);
      return { share, content: toContent(bytes, kind) };
    } catch (error) {
      share.release();
      throw error;
    }
  });
  return {
    users: 0,
    content: reading.then(({ content }) => content),
    release: () =>
      void reading.then(
        ({ share }) => share.release(),
        () => {},
      ),
  };
}
