export interface SupervisionOptions {
  /** Takes jobs from holders that are too old or too silent. */
  readonly supervise: () => Promise<void>;
  /** Whether the store answers. @throws where it does not */
  readonly probe: () => Promise<unknown>;
  /** How often, in milliseconds. */
  readonly everyMs: number;
  /** How long holders have to tell of themselves after the store was away, in milliseconds. */
  readonly graceMs: number;
  /** Told of what fails; it is tried again. */
  readonly onError: (error: unknown) => void;
  /** In milliseconds. @default performance.now */
  readonly now?: () => number;
}

/** What looks for lost jobs again and again. */
export interface Supervision {
  /** Looks once, unless the store was away a moment ago; never rejects. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts to look for lost jobs. While the store is away nobody can tell of himself: the holders are not to be believed
 * dead for that, and so have a while after it, in which it is only asked whether it is there.
 */
export function startSupervision(options: SupervisionOptions): Supervision {
  const { supervise, probe, everyMs, graceMs, onError, now = () => performance.now() } = options;
  let graceUntil = -Infinity;
  let looking: Promise<void> | null = null;

  async function lookOnce(): Promise<void> {
    try {
      await probe();
      if (now() >= graceUntil) await supervise();
    } catch (error) {
      graceUntil = now() + graceMs;
      onError(error);
    }
  }

  /** One at a time: a store that hangs is not asked by more and more. */
  const look = () => (looking ??= lookOnce().finally(() => (looking = null)));
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    look,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
