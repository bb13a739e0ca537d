/** What a caller's contexts may be: by configuration, different by role. The widest of a caller's roles counts. */
export interface ContextPolicy {
  /** Longest text, in UTF-16 code units. */
  readonly maxTextLength: number;
  /** Most texts of `Query.texts`. */
  readonly maxTexts: number;
  /**
   * Most tokens that a language model may be asked to write: a number above it is lowered to it, and none means this.
   * Null leaves it to the caller and the model.
   */
  readonly maxTokens: number | null;
  /** What no number means, where that is less than `maxTokens`; null where it is not. */
  readonly defaultMaxTokens: number | null;
  /** Names that stand for another model. */
  readonly modelAliases: ReadonlyMap<string, string>;
}

/** What a gateway without settings has. */
export const DEFAULT_POLICY: ContextPolicy = Object.freeze({
  maxTextLength: 100_000,
  maxTexts: 1_000,
  maxTokens: null,
  defaultMaxTokens: null,
  modelAliases: new Map(),
});
