import { describe, expect, it } from '@jest/globals';

import { readSse } from '../read-sse.js';
import { sendEvents } from '../start-vendor.js';
import type { GenerateInput } from '../vendor-client.js';
import type { VendorBench } from './define-vendor-behaviour.js';

/** A dot, as PNG. */
export const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

export const ask = (content: string, more: GenerateInput = {}): GenerateInput => ({
  messages: [{ role: 'USER', content }],
  ...more,
});

const TOOL = {
  name: 'weather',
  description: 'The weather of a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

/** What a caller writes, on its way to the vendor; what the vendor writes, on its way back. */
export function defineRequests({ facts, vendor, service }: VendorBench): void {
  const { recordings, expected, sent, refused } = facts;
  const replay = (name: keyof typeof recordings) =>
    vendor().answer((_request, response) => sendEvents(response, readSse(recordings[name])));
  const lastBody = () => JSON.stringify(vendor().requests.at(-1)?.body);

  describe('from the caller to the vendor and back', () => {
    it('writes a text, with its reason and its usage, as a whole', async () => {
      replay('text');
      const { written } = await service().generate(ask('Hello'));
      expect(written).toMatchObject(expected.text);
      expect(written?.usage?.inputTokens).toBeGreaterThan(0);
      expect(written?.usage?.outputTokens).toBeGreaterThan(0);
    });

    it('tells the same text in pieces', async () => {
      replay('text');
      const { pieces, written, types } = await service().follow(ask('Hello'));
      expect(written).toMatchObject(expected.text);
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.join('')).toBe(written?.text.content);
      expect([types[0], types.at(-1)]).toEqual(['GenerationStarted', 'GenerationFinished']);
    });

    it('offers a function, and passes on its call, as a whole and as it comes', async () => {
      replay('tools');
      const input = ask('How is the weather in Paris?', { tools: [TOOL] });
      expect((await service().generate(input)).written).toMatchObject(expected.tools);
      expect(lastBody()).toContain(sent.tool);
      expect((await service().follow(input)).written).toMatchObject(expected.tools);
    });

    it('tells the vendor what a function gave', async () => {
      replay('text');
      const messages = [
        { role: 'USER', content: 'How is the weather in Paris?' },
        {
          role: 'ASSISTANT',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'weather', arguments: { city: 'Paris' } }],
        },
        { role: 'TOOL', content: 'Nineteen degrees.', toolCallId: 'call_1' },
      ];
      expect((await service().generate({ messages, tools: [TOOL] })).error).toBeUndefined();
      expect(lastBody()).toContain(sent.toolResult);
      expect(lastBody()).toContain('Nineteen degrees.');
    });

    it('holds the model to a schema, and reads what it wrote', async () => {
      replay('json');
      const input = ask('Which city?', { responseSchema: SCHEMA });
      expect((await service().generate(input)).written).toMatchObject(expected.json);
      expect(lastBody()).toContain(sent.schema);
      expect((await service().follow(input)).written).toMatchObject(expected.json);
    });

    it('shows the vendor a picture', async () => {
      replay('text');
      const messages = [{ role: 'USER', content: 'What is this?', images: [`data:image/png;base64,${DOT}`] }];
      expect((await service().generate({ messages })).error).toBeUndefined();
      expect(lastBody()).toContain(sent.image);
    });

    it('refuses what no model takes before anything is sent', async () => {
      const before = vendor().requests.length;
      for (const more of refused) {
        const { error } = await service().generate(ask('Hello', more));
        expect(error?.extensions['code']).toBe('UNSUPPORTED_CAPABILITY');
      }
      const orphan = { messages: [{ role: 'TOOL', content: 'x', toolCallId: 'nobody' }] };
      expect((await service().generate(orphan)).error?.extensions['code']).toBe('BAD_USER_INPUT');
      expect(vendor().requests).toHaveLength(before);
    });
  });
}
