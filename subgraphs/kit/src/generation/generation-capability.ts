import type { CallContext, MediaContent, ModelOffer, Usage } from '../capabilities.js';

/** A value of JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** A function that a model asks for. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonValue;
}

/** A function that a model may ask for. */
export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
}

/** One turn of a conversation. */
export type GenerationMessage =
  | { readonly role: 'user'; readonly content: string; readonly images: readonly MediaContent[] }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly content: string; readonly toolCallId: string };

/** What a language model is to write; checked and bounded, so that an engine need not. */
export interface GenerationRequest {
  /** One of the capability's models. */
  readonly model: string;
  /** At least one, oldest first. */
  readonly messages: readonly GenerationMessage[];
  readonly system?: string;
  /** 0 to 2; 0 always takes the likeliest token. */
  readonly temperature?: number;
  /** Above 0, to 1. */
  readonly topP?: number;
  /** At least 1. */
  readonly maxTokens?: number;
  /** Texts that end the writing and are not part of it; none of them empty. */
  readonly stop: readonly string[];
  readonly seed?: number;
  /** An engine that knows no tools refuses them with `UNSUPPORTED_CAPABILITY`. */
  readonly tools: readonly Tool[];
  /** JSON Schema that the engine must hold the model to, or refuse with `UNSUPPORTED_CAPABILITY`. */
  readonly responseSchema?: JsonObject;
}

/** Why a model stopped. */
export type FinishReason = 'STOP' | 'LENGTH' | 'TOOL_CALLS' | 'CONTENT_FILTER';

/** What a model gives, piece by piece; the last piece is `finish`. */
export type GenerationPiece =
  /** `tokens`: how many it was made of. @default 1 */
  | { readonly type: 'delta'; readonly text: string; readonly tokens?: number }
  | ({ readonly type: 'toolCall' } & ToolCall)
  /** It works, and has nothing to pass on yet: it thinks, or writes the arguments of a function. Keeps the deadlines off. */
  | { readonly type: 'progress' }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly usage?: Usage };

/** Longest times, in milliseconds, from the moment when a generation's turn has come. */
export interface GenerationDeadlines {
  /** Until the first piece: `PROVIDER_TIMEOUT` of kind `FIRST_TOKEN`. @default 60,000 */
  readonly firstTokenMs: number;
  /** Between two pieces: kind `IDLE`. @default 30,000 */
  readonly idleMs: number;
  /** For the whole: kind `TOTAL`. @default 600,000 */
  readonly totalMs: number;
}

/** Generation as a service offers it. */
export interface GenerationCapability extends ModelOffer {
  /**
   * Lets a model write.
   *
   * @throws a `ServiceError` gives the failure a code; anything else becomes `INTERNAL`
   */
  readonly stream: (request: GenerationRequest, context: CallContext) => AsyncIterable<GenerationPiece>;
  /** Generations under way at once. @default 4 */
  readonly concurrency?: number;
  /** Most generations that wait for their turn; beyond it they fail with `OVERLOADED`. @default 100 */
  readonly maxQueue?: number;
  readonly deadlines?: Partial<GenerationDeadlines>;
}

/** The whole of what a model wrote. */
export interface GenerationResult {
  readonly model: string;
  readonly text: string;
  /** Where a response schema was given and the model came to its end. */
  readonly json?: JsonValue;
  readonly finishReason: FinishReason;
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage;
}
