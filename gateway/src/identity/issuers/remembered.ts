/** A value of somebody else that is loaded when it is needed, and kept. */
export interface Remembered<Value> {
  /**
   * The value, at most `maxAgeMs` old; where a newer one cannot be had, at most `maxStaleMs`. A value that is there is
   * never waited for: the newer one is loaded beside.
   *
   * @throws what loading throws when there is no value; for a while, without asking again
   */
  get(signal: AbortSignal): Promise<Value>;
  /** A value that is loaded from now on. @throws what loading throws */
  reload(signal: AbortSignal): Promise<Value>;
  /** The value that is there, of whatever age. */
  peek(): Value | null;
}

export interface RememberedOptions<Value> {
  /** Bounded by its own deadline; the signal aborts when the gateway stops. */
  readonly load: (signal: AbortSignal) => Promise<Value>;
  /** In milliseconds. */
  readonly maxAgeMs: number;
  /** In milliseconds. */
  readonly maxStaleMs: number;
  /** After a failure nobody asks again for this long, in milliseconds. @default 5000 */
  readonly pauseMs?: number;
  /** Told of failures that a caller does not notice, since an older value serves. */
  readonly onError: (error: unknown) => void;
  readonly stopped: AbortSignal;
  /** Milliseconds on a clock of any beginning. @default performance.now */
  readonly now?: () => number;
}

/** Nothing yet, a value, or a failure to get the first one. */
type State<Value> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'loaded'; readonly value: Value; readonly at: number; readonly askAgainAt: number }
  | { readonly kind: 'failed'; readonly error: unknown; readonly askAgainAt: number };

/** At most one load is under way, however many wait for it; one who leaves does not end it for the others. */
export function createRemembered<Value>(options: RememberedOptions<Value>): Remembered<Value> {
  const { load, maxAgeMs, maxStaleMs, pauseMs = 5_000, onError, stopped, now = () => performance.now() } = options;
  let state: State<Value> = { kind: 'empty' };
  let loading: Promise<Value> | null = null;

  async function loadOnce(): Promise<Value> {
    try {
      const value = await load(stopped);
      state = { kind: 'loaded', value, at: now(), askAgainAt: now() + maxAgeMs };
      return value;
    } catch (error) {
      const askAgainAt = now() + pauseMs;
      state = state.kind === 'loaded' ? { ...state, askAgainAt } : { kind: 'failed', error, askAgainAt };
      throw error;
    } finally {
      loading = null;
    }
  }

  const reload = (signal: AbortSignal) => unlessAborted((loading ??= loadOnce()), signal);
  return {
    reload,
    peek: () => (state.kind === 'loaded' ? state.value : null),
    async get(signal) {
      const isDue = state.kind === 'empty' || now() >= state.askAgainAt;
      if (state.kind === 'loaded' && now() - state.at < maxStaleMs) {
        if (isDue && loading === null) reload(stopped).catch(onError);
        return state.value;
      }
      if (state.kind === 'failed' && !isDue) throw state.error;
      return reload(signal);
    },
  };
}

/** Waits for a promise that goes on for others when the signal aborts. */
export async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // Whoever does not wait for it does not hear of its failure either.
  promise.catch(() => {});
  signal.throwIfAborted();
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
