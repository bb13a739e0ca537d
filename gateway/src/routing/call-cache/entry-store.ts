/** An answer that was kept. */
export interface CacheEntry {
  /** What the call's field came to: JSON. */
  readonly value: unknown;
  /** When it was answered, in milliseconds since 1970. */
  readonly storedAt: number;
}

/** Where answers are kept. It is a help and never a need: none of its failures reaches a caller. */
export interface EntryStore {
  /**
   * Looks answers up; never rejects. Each is a copy, which its reader may change.
   *
   * @returns for each key its entry, or null
   */
  get(keys: readonly string[]): Promise<readonly (CacheEntry | null)[]>;
  /** Keeps an answer for a while; what is too large is not kept. The value is copied. */
  set(key: string, entry: CacheEntry, ttlMs: number): void;
  close(): Promise<void>;
}
