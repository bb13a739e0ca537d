import { defineVendorBehaviour } from '@sluice/ai-sdk/testing';
import { silentLogger } from '@sluice/kit';

import { createOpenAiService } from './service.js';
import { settingsAt } from './testing/settings-at.js';

const recording = (name: string) => new URL(`fixtures/${name}.sse`, import.meta.url);
const usage = { inputTokens: 14, outputTokens: 9 };
const errorEvent = (code: string) =>
  `data: {"error":{"message":"canary","type":"server_error","param":null,"code":"${code}"}}`;

defineVendorBehaviour({
  vendor: 'OpenAI',
  create: (origin, timeouts) =>
    createOpenAiService({ ...settingsAt(`${origin}/v1`), timeouts }, { logger: silentLogger }),
  recordings: { text: recording('text'), tools: recording('tools'), json: recording('json') },
  expected: {
    text: {
      text: { content: 'Rivers carry the mountains to the sea.' },
      finishReason: 'STOP',
      toolCalls: [],
      usage: { ...usage, cachedInputTokens: 8 },
    },
    tools: {
      finishReason: 'TOOL_CALLS',
      toolCalls: [{ id: 'call_7Qv', name: 'weather', arguments: { city: 'Paris' } }],
      usage,
    },
    json: { json: { city: 'Paris' }, finishReason: 'STOP' },
  },
  errors: [
    { event: errorEvent('overloaded'), code: 'PROVIDER_OVERLOADED' },
    { event: errorEvent('rate_limit_exceeded'), code: 'PROVIDER_RATE_LIMITED' },
    { event: 'data: {"error":{"message":"canary","code":502}}', code: 'PROVIDER_ERROR' },
  ],
  sent: {
    image: '"type":"image_url","image_url":{"url":"data:image/png;base64,iVBOR',
    schema: '"response_format":{"type":"json_schema","json_schema":{"schema":{"type":"object"',
    tool: '"tools":[{"type":"function","function":{"name":"weather"',
    toolResult: '"role":"tool","tool_call_id":"call_1"',
  },
  refused: [],
});
