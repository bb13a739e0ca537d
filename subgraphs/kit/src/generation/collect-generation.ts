import { ServiceError } from '@sluice/schema';
import type { Usage } from '../capabilities.js';
import { withPaid } from '../errors/paid-failure.js';
import { checkOutput } from './check-output.js';
import type {
  FinishReason,
  GenerationPiece,
  GenerationRequest,
  GenerationResult,
  JsonObject,
  JsonValue,
  ToolCall,
} from './generation-capability.js';

/** Most characters that one generation may write: what is kept of it, and what is sent again, is bounded by this. */
const MAX_CHARACTERS = 1_000_000;
const MAX_TOOL_CALLS = 1_000;

/** Puts the pieces of a generation together. */
export interface GenerationCollector {
  /** @throws `PROVIDER_BAD_RESPONSE` when more came than is kept; `OUTPUT_INVALID` when the whole is not what the schema asks for */
  add(piece: GenerationPiece): void;
  /** Tokens that came so far. */
  readonly tokens: number;
  /** Set once `finish` has come. */
  readonly result: GenerationResult | undefined;
}

export function createCollector({ model, responseSchema }: GenerationRequest): GenerationCollector {
  const toolCalls: ToolCall[] = [];
  let [text, tokens] = ['', 0];
  let result: GenerationResult | undefined;

  function finish({ reason, usage }: GenerationPiece & { type: 'finish' }): GenerationResult {
    return { model, text, ...jsonOf(reason, usage), finishReason: reason, toolCalls, ...(usage && { usage }) };
  }

  // What a limit cut off is no JSON yet, and the reason says so.
  function jsonOf(reason: FinishReason, usage: Usage | undefined): { readonly json?: JsonValue } {
    if (!responseSchema || reason !== 'STOP') return {};
    try {
      return { json: readOutput(text, responseSchema) };
    } catch (error) {
      throw error instanceof Error && usage ? withPaid(error, { model, usage }) : error;
    }
  }

  return {
    add(piece) {
      switch (piece.type) {
        case 'delta':
          text += piece.text;
          tokens += piece.tokens ?? 1;
          break;
        case 'toolCall':
          toolCalls.push({ id: piece.id, name: piece.name, arguments: piece.arguments });
          tokens += 1;
          break;
        case 'progress':
          break;
        case 'finish':
          result = finish(piece);
          break;
      }
      if (text.length > MAX_CHARACTERS || toolCalls.length > MAX_TOOL_CALLS) throw tooLong();
    },
    get tokens() {
      return tokens;
    },
    get result() {
      return result;
    },
  };
}

function readOutput(text: string, schema: JsonObject): JsonValue {
  const output = parseOutput(text);
  checkOutput(schema, output, text.length);
  return output;
}

function parseOutput(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new ServiceError(
      'OUTPUT_INVALID',
      'The model was asked for JSON and wrote something else.',
      {},
      { cause: error },
    );
  }
}

function tooLong(): ServiceError {
  return new ServiceError(
    'PROVIDER_BAD_RESPONSE',
    `The model wrote more than ${MAX_CHARACTERS} characters or ${MAX_TOOL_CALLS} tool calls.`,
  );
}
