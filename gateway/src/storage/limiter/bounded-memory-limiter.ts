import { type IRateLimiterOptions, RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** Counts in memory are bounded: a caller who invents keys would otherwise fill it until the windows end. */
const MAX_KEYS = 100_000;

/**
 * The library's limiter in memory, with a bound. When too many keys have a count, the one that was counted longest ago
 * is forgotten and begins anew; the most used ones stay.
 */
export class BoundedMemoryLimiter extends RateLimiterMemory {
  readonly #keys = new Map<string | number, number>();
  readonly #maxKeys: number;

  constructor(options: IRateLimiterOptions, maxKeys = MAX_KEYS) {
    super(options);
    this.#maxKeys = maxKeys;
  }

  override async consume(...values: Parameters<RateLimiterMemory['consume']>): Promise<RateLimiterRes> {
    const [key] = values;
    this.#keys.delete(key);
    this.#keys.set(key, Date.now());
    if (this.#keys.size > this.#maxKeys) await this.#forgetOldest();
    return super.consume(...values);
  }

  async #forgetOldest(): Promise<void> {
    const [oldest] = this.#keys.keys();
    if (oldest === undefined) return;
    this.#keys.delete(oldest);
    await this.delete(oldest);
  }

  /** Forgets every count, and the timer of each. */
  async clear(): Promise<void> {
    const keys = [...this.#keys.keys()];
    this.#keys.clear();
    await Promise.all(keys.map((key) => this.delete(key)));
  }
}
