import { ServiceError } from '@sluice/schema';
import type { GenerateInput, MessageInput } from '@sluice/schema/resolvers';
import { readDataUrl } from '../media/media-content.js';
import type { InputLimits } from '../service.js';
import { checkJson } from './check-json.js';
import type { GenerationMessage, ToolCall } from './generation-capability.js';

const MAX_MESSAGES = 1_000;
const MAX_IMAGES = 16;
const MAX_TOOL_CALLS = 128;

type Path = readonly (string | number)[];

/** @throws `BAD_USER_INPUT`, `CONTEXT_WINDOW_EXCEEDED` */
export function readMessages({ messages, system }: GenerateInput, limits: InputLimits): GenerationMessage[] {
  if (messages.length < 1 || messages.length > MAX_MESSAGES) {
    throw refuse(['messages'], `expected 1 to ${MAX_MESSAGES} messages, got ${messages.length}`);
  }
  const length = messages.reduce((sum, { content }) => sum + content.length, system?.length ?? 0);
  if (length > limits.textLength) throw tooLong(length, limits.textLength);
  return messages.map((message, index) => readMessage(message, ['messages', index], limits));
}

function readMessage(message: MessageInput, path: Path, limits: InputLimits): GenerationMessage {
  const { role, content } = message;
  const [images, toolCalls] = [message.images ?? [], message.toolCalls ?? []];
  if (role !== 'USER' && images.length > 0) throw refuse([...path, 'images'], 'expected none but in a turn of USER');
  if (role !== 'ASSISTANT' && toolCalls.length > 0)
    throw refuse([...path, 'toolCalls'], 'expected none but in a turn of ASSISTANT');
  switch (role) {
    case 'USER':
      if (content.trim() === '' && images.length === 0)
        throw refuse([...path, 'content'], 'expected a text that is not empty');
      if (images.length > MAX_IMAGES) throw refuse([...path, 'images'], `expected at most ${MAX_IMAGES}`);
      return { role: 'user', content, images: images.map((url) => readDataUrl(url, 'image', limits.mediaBytes)) };
    case 'ASSISTANT':
      return { role: 'assistant', content, toolCalls: readToolCalls(toolCalls, [...path, 'toolCalls']) };
    case 'TOOL':
      if (!message.toolCallId) throw refuse([...path, 'toolCallId'], 'expected the id of the call that this answers');
      return { role: 'tool', content, toolCallId: message.toolCallId };
  }
}

function readToolCalls(toolCalls: NonNullable<MessageInput['toolCalls']>, path: Path): ToolCall[] {
  if (toolCalls.length > MAX_TOOL_CALLS) throw refuse(path, `expected at most ${MAX_TOOL_CALLS}`);
  return toolCalls.map(({ id, name, arguments: values }, index) => ({
    id,
    name,
    arguments: checkJson(values, ['input', ...path, index, 'arguments']),
  }));
}

function tooLong(value: number, limit: number): ServiceError {
  return new ServiceError('CONTEXT_WINDOW_EXCEEDED', `messages: expected at most ${limit} characters, got ${value}.`, {
    inputPath: ['messages'],
    limit: { dimension: 'characters', limit, value },
  });
}

function refuse(path: Path, expectation: string): ServiceError {
  const inputPath = ['input', ...path];
  return new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: ${expectation}.`, { inputPath });
}
