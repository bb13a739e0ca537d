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

/** Lets the emulator of vendors answer what the contract suite asks of generations: stories, JSON and functions. */
export function scriptDoors(mock: Pick<LLMock, 'onMessage'>): void {
  mock.onMessage(/door number/, (asked) => ({ ...answer(asked), usage: USAGE }));
  mock.onMessage(/[^]*/, { content: 'Something else.', usage: USAGE });
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
