/** The arguments of a field that brings something in (`Query.text`) or is answered by an AI service. */
export interface ContextArguments {
  /** `Mutation.generate`, `Text.summary`, `Query.text`. */
  readonly coordinate: string;
  /** The capability that answers; null where the gateway does, as for `Query.text`. */
  readonly capability: string | null;
  /** Coerced, with defaults. */
  readonly arguments: Readonly<Record<string, unknown>>;
}
