import type { LanguageModelV3Message, LanguageModelV3Prompt } from '@ai-sdk/provider';
import { type GenerationMessage, type GenerationRequest, ServiceError } from '@sluice/kit';

type UserContent = Extract<LanguageModelV3Message, { role: 'user' }>['content'];
type AssistantContent = Extract<LanguageModelV3Message, { role: 'assistant' }>['content'];
type ToolContent = Extract<LanguageModelV3Message, { role: 'tool' }>['content'];
type Turn<Role extends GenerationMessage['role']> = Extract<GenerationMessage, { role: Role }>;

/**
 * A conversation as the specification wants it: parts instead of texts, and each result of a function with the name of
 * the function, which is found in the turn that asked for it. Results that stand together are one turn.
 *
 * @throws `BAD_USER_INPUT` for the result of a call that nobody asked for
 */
export function toPrompt({ system, messages }: Pick<GenerationRequest, 'system' | 'messages'>): LanguageModelV3Prompt {
  const prompt: LanguageModelV3Prompt = system === undefined ? [] : [{ role: 'system', content: system }];
  const asked = new Map<string, string>();
  for (const [index, message] of messages.entries()) {
    switch (message.role) {
      case 'user':
        prompt.push({ role: 'user', content: userContent(message) });
        break;
      case 'assistant':
        for (const { id, name } of message.toolCalls) asked.set(id, name);
        prompt.push({ role: 'assistant', content: assistantContent(message) });
        break;
      case 'tool':
        addToolResult(prompt, toolContent(message, asked.get(message.toolCallId), index));
        break;
    }
  }
  return prompt;
}

function userContent({ content, images }: Turn<'user'>): UserContent {
  const files = images.map(({ bytes, mediaType }) => ({ type: 'file' as const, data: bytes, mediaType }));
  return content === '' ? files : [...files, { type: 'text', text: content }];
}

function assistantContent({ content, toolCalls }: Turn<'assistant'>): AssistantContent {
  const calls = toolCalls.map(({ id, name, arguments: input }) => ({
    type: 'tool-call' as const,
    toolCallId: id,
    toolName: name,
    input,
  }));
  return content === '' && calls.length > 0 ? calls : [{ type: 'text', text: content }, ...calls];
}

function toolContent({ content, toolCallId }: Turn<'tool'>, name: string | undefined, index: number): ToolContent {
  if (name === undefined) {
    const inputPath = ['input', 'messages', index, 'toolCallId'];
    throw new ServiceError('BAD_USER_INPUT', `${inputPath.join('.')}: expected the id of a call in an earlier turn.`, {
      inputPath,
    });
  }
  return [{ type: 'tool-result', toolCallId, toolName: name, output: { type: 'text', value: content } }];
}

function addToolResult(prompt: LanguageModelV3Prompt, content: ToolContent): void {
  const last = prompt.at(-1);
  if (last?.role === 'tool') last.content.push(...content);
  else prompt.push({ role: 'tool', content });
}
