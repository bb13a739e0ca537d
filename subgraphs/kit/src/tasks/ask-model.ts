import { ServiceError } from '@sluice/schema';
import type { CallContext, Usage } from '../capabilities.js';
import { withPaid } from '../errors/paid-failure.js';
import type { FinishReason, GenerationCapability, GenerationRequest } from '../generation/generation-capability.js';

/** What a model answered, to its end. */
export interface ModelAnswer {
  readonly text: string;
  readonly usage: Usage | undefined;
}

/** Longest answer that is read, in characters: more is no answer to any task. */
const MAX_CHARACTERS = 400_000;

/**
 * Lets a model write, and waits for the whole.
 *
 * @throws `OUTPUT_INVALID` where it does not come to an end, `CONTENT_POLICY_VIOLATION` where its filter ended it, or
 * what the engine throws
 */
export async function askModel(
  stream: GenerationCapability['stream'],
  request: GenerationRequest,
  context: CallContext,
): Promise<ModelAnswer> {
  let text = '';
  for await (const piece of stream(request, context)) {
    context.signal.throwIfAborted();
    if (piece.type === 'delta') text += piece.text;
    if (text.length > MAX_CHARACTERS) throw new ServiceError('OUTPUT_INVALID', 'The model wrote without end.');
    if (piece.type !== 'finish') continue;
    if (piece.reason !== 'STOP') throw withPaid(refusal(piece.reason), { model: request.model, ...usageOf(piece) });
    return { text, usage: piece.usage };
  }
  throw new ServiceError('PROVIDER_BAD_RESPONSE', 'The model stopped without saying why.');
}

const usageOf = ({ usage }: { readonly usage?: Usage }) => (usage ? { usage } : {});

function refusal(reason: FinishReason): ServiceError {
  return reason === 'CONTENT_FILTER'
    ? new ServiceError('CONTENT_POLICY_VIOLATION', "The model's content filter ended its answer.")
    : new ServiceError('OUTPUT_INVALID', 'The model did not come to the end of its answer.');
}
