import { type GenerationRequest, ServiceError } from '@sluice/kit';
import type { ChatHistoryItem, ChatWrapper, LlamaModel, Token } from 'node-llama-cpp';

/** What a model reads before it writes. */
export type Prompt =
  /** Through the model's own chat template. */
  | {
      readonly kind: 'chat';
      readonly history: ChatHistoryItem[];
      readonly wrapper: ChatWrapper;
      readonly tokens: Token[];
    }
  /** For a model without one: plain text, which it goes on with. */
  | { readonly kind: 'plain'; readonly text: Token[]; readonly tokens: Token[] };

/**
 * @param wrapper the model's chat template, where it has one
 * @throws `UNSUPPORTED_CAPABILITY` for pictures and tools
 */
export function createPrompt(request: GenerationRequest, model: LlamaModel, wrapper: ChatWrapper | undefined): Prompt {
  refuseUnsupported(request);
  return wrapper ? createChat(request, model, wrapper) : createText(request, model);
}

function createChat({ system, messages }: GenerationRequest, model: LlamaModel, wrapper: ChatWrapper): Prompt {
  const history: ChatHistoryItem[] = [
    ...(system === undefined ? [] : [{ type: 'system' as const, text: system }]),
    ...messages.map(({ role, content }): ChatHistoryItem =>
      role === 'user' ? { type: 'user', text: content } : { type: 'model', response: [content] },
    ),
  ];
  const chatHistory: ChatHistoryItem[] = [...history, { type: 'model', response: [] }];
  const tokens = wrapper.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer);
  return { kind: 'chat', history, wrapper, tokens };
}

function createText({ system, messages }: GenerationRequest, model: LlamaModel): Prompt {
  const lines = [...(system === undefined ? [] : [system]), ...messages.map(({ content }) => content)];
  const { bos, shouldPrependBosToken } = model.tokens;
  const first = shouldPrependBosToken && bos !== null ? [bos] : [];
  const text = model.tokenize(lines.join('\n'), false, first.length > 0 ? 'trimLeadingSpace' : undefined);
  return { kind: 'plain', text, tokens: [...first, ...text] };
}

function refuseUnsupported({ tools, messages }: GenerationRequest): void {
  const hasTools = messages.some(
    (message) => message.role === 'tool' || (message.role === 'assistant' && message.toolCalls.length > 0),
  );
  if (tools.length > 0 || hasTools) throw unsupported('no tools');
  if (messages.some((message) => message.role === 'user' && message.images.length > 0))
    throw unsupported('no pictures');
}

function unsupported(what: string): ServiceError {
  return new ServiceError('UNSUPPORTED_CAPABILITY', `Models of this service take ${what}.`);
}
