import { createHash } from 'node:crypto';

import type { LLMock } from '@copilotkit/aimock';

type ResponseFactory = Extract<Parameters<LLMock['onMessage']>[1], (...args: never[]) => unknown>;
type Asked = Parameters<ResponseFactory>[0];

/** Each vendor reads the names of its own. */
const USAGE = {
  prompt_tokens: 14,
  completion_tokens: 30,
  input_tokens: 14,
  output_tokens: 30,
  promptTokenCount: 14,
  candidatesTokenCount: 30,
};

/** Lets the emulator of vendors answer what the contract suite asks of models that write: stories, JSON, functions, tasks. */
export function scriptModels(mock: Pick<LLMock, 'onMessage'>): void {
  mock.onMessage(/<text-|The picture/, (asked) => ({ content: JSON.stringify(taskAnswer(asked)), usage: USAGE }));
  mock.onMessage(/door number/, (asked) => ({ ...answer(asked), usage: USAGE }));
  mock.onMessage(/[^]*/, { content: 'Something else.', usage: USAGE });
}

/** An answer of the task's form, another one for each subject. */
function taskAnswer({ messages }: Asked): object {
  const [system, subject] = [JSON.stringify(messages.at(0)?.content), JSON.stringify(messages.at(-1)?.content)];
  const known = createHash('sha256')
    .update(subject.replaceAll(/text-[\w-]{12}/g, ''))
    .digest('hex');
  if (system.includes('Summarize')) return { summary: `A summary, ${known}.` };
  if (system.includes('Answer this question')) return { answer: known, sure: 'yes' };
  if (system.includes('Translate')) return { translation: known, from: 'en' };
  if (system.includes('labels')) return { scores: [1, 10, Number.parseInt(known.slice(0, 2), 16)] };
  return { description: `A picture, ${known}.` };
}

function answer({ messages, tools = [] }: Asked) {
  const last = messages.at(-1);
  const tool = tools[0]?.function.name;
  if (last?.role === 'tool') return { content: `So it is: ${JSON.stringify(last.content)}` };
  // The emulator passes on no vendor's way to ask for a schema: what is written to the model tells it.
  if (JSON.stringify(last?.content).includes('in JSON')) {
    const door = JSON.stringify({ open: true, colour: 'green' });
    // Where a vendor has no way of its own, the SDK offers a function of this name.
    return tool === 'json' ? { toolCalls: [{ name: tool, arguments: door }] } : { content: door };
  }
  if (tool !== undefined) return { toolCalls: [{ name: tool, arguments: JSON.stringify({ door: 2 }) }] };
  return { content: `${JSON.stringify(last?.content)} `.repeat(6) };
}
