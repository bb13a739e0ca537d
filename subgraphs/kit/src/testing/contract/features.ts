import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Contract } from './contract.js';
import { generate, type GenerateInput, hearOut, listen, type Written } from './generate.js';
import type { GenerationFeature } from './service-facts.js';

const COLOURS = ['red', 'green'];

/** So small that every model comes to its end. */
const SCHEMA = {
  type: 'object',
  properties: { open: { type: 'boolean' }, colour: { enum: COLOURS } },
  required: ['open', 'colour'],
  additionalProperties: false,
};

const TOOL = {
  name: 'look_at_door',
  description: 'Tells whether a door is open.',
  parameters: { type: 'object', properties: { door: { type: 'integer' } }, required: ['door'] },
};

const user = (content: string) => ({ role: 'USER', content });

/** What a generation may be asked for beside a text: a service has it, or refuses; it never leaves it out. */
export function defineFeatures({ clause, service, facts }: Contract): void {
  const asking = (content: string, more: GenerateInput): GenerateInput => ({
    messages: [user(content)],
    maxTokens: 200,
    seed: 1,
    ...facts.generation,
    ...more,
  });
  const inSchema = (index: number) =>
    asking(`Is door number ${index} open, and which colour has it? Answer in JSON.`, { responseSchema: SCHEMA });
  const withTool = (index: number) =>
    asking(`Is door number ${index} open? Look at it with the function.`, { tools: [TOOL] });

  /** The same input as a whole, and as it comes: text, pieces and all. */
  async function bothOf(input: GenerateInput): Promise<Written[]> {
    const { written, code } = await generate(service(), input);
    const events = await hearOut(listen(service(), input, { key: randomUUID() }));
    const last = events.at(-1);
    if (!written || last?.kind !== 'finished')
      return assert.fail(`Expected two answers, got ${code}, ${JSON.stringify(last)}.`);
    const told = events.map((event) => (event.kind === 'delta' ? event.text : '')).join('');
    assert.equal(told, last.written.text.content);
    return [written, last.written];
  }

  async function expectRefusal(input: GenerateInput): Promise<void> {
    assert.equal((await generate(service(), input)).code, 'UNSUPPORTED_CAPABILITY');
    const last = (await hearOut(listen(service(), input, { key: randomUUID() }))).at(-1);
    assert.ok(last?.kind === 'failed' && last.code === 'UNSUPPORTED_CAPABILITY', `Got ${JSON.stringify(last)}.`);
  }

  const has = (feature: GenerationFeature) => facts.features.includes(feature);

  if (has('structured-output')) {
    clause('writes JSON of the schema that it was given, as a whole and piece by piece', async () => {
      for (const { json, text, finishReason } of await bothOf(inSchema(1))) {
        expectDoor(json);
        assert.equal(JSON.stringify(JSON.parse(text.content)), JSON.stringify(json));
        assert.equal(finishReason, 'STOP');
      }
    });
  } else {
    clause('refuses a schema that it could not hold a model to', () => expectRefusal(inSchema(1)));
  }

  if (has('tools')) {
    clause('asks for a function that it was offered, and goes on with what the function gave', async () => {
      const asked = await bothOf(withTool(2));
      for (const { toolCalls, finishReason } of asked) {
        assert.equal(finishReason, 'TOOL_CALLS');
        const calls = toolCalls.map(({ name, arguments: given }) => `${name}(${JSON.stringify(given)})`);
        assert.equal(calls.join(), `${TOOL.name}({"door":2})`);
      }
      const [call] = asked[0]?.toolCalls ?? [];
      const messages = [
        ...(withTool(2)['messages'] as object[]),
        { role: 'ASSISTANT', content: '', toolCalls: [call] },
        { role: 'TOOL', content: 'It is open.', toolCallId: call?.id },
      ];
      for (const { text, toolCalls, finishReason } of await bothOf({ ...withTool(2), messages })) {
        assert.equal(finishReason, 'STOP');
        assert.equal(toolCalls.length, 0);
        assert.notEqual(text.content, '');
      }
    });
  } else {
    clause('refuses functions that its models would not know of', () => expectRefusal(withTool(2)));
  }
}

function expectDoor(json: unknown): void {
  const { open, colour, ...rest } = json as { readonly open: unknown; readonly colour: unknown };
  assert.equal(typeof open, 'boolean');
  assert.ok(COLOURS.includes(colour as string), `Got ${JSON.stringify(colour)}.`);
  assert.equal(Object.keys(rest).join(), '');
}
