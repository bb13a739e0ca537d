import { A_KEY, defineVendorBehaviour } from '@sluice/ai-sdk/testing';
import { silentLogger } from '@sluice/kit';

import { createAnthropicService } from './service.js';

const recording = (name: string) => new URL(`fixtures/${name}.sse`, import.meta.url);
const usage = { inputTokens: 14, outputTokens: 9 };
const errorEvent = (type: string) =>
  `event: error\ndata: {"type":"error","error":{"type":"${type}","message":"canary"}}`;

defineVendorBehaviour({
  vendor: 'Anthropic',
  create: (origin, timeouts) =>
    createAnthropicService(
      {
        baseUrl: `${origin}/v1`,
        sources: [A_KEY],
        models: ['claude-sonnet-4-5'],
        tasks: true,
        timeouts,
      },
      { logger: silentLogger },
    ),
  recordings: { text: recording('text'), tools: recording('tools'), json: recording('json') },
  expected: {
    text: {
      text: { content: 'Rivers carry the mountains to the sea.' },
      finishReason: 'STOP',
      toolCalls: [],
      usage: { ...usage, cachedInputTokens: 8 },
    },
    tools: {
      text: { content: "I'll look that up." },
      finishReason: 'TOOL_CALLS',
      toolCalls: [{ id: 'toolu_01A', name: 'weather', arguments: { city: 'Paris' } }],
      usage,
    },
    json: { json: { city: 'Paris' }, finishReason: 'STOP' },
  },
  errors: [
    { event: errorEvent('overloaded_error'), code: 'PROVIDER_OVERLOADED' },
    { event: errorEvent('rate_limit_error'), code: 'PROVIDER_RATE_LIMITED' },
    { event: errorEvent('api_error'), code: 'PROVIDER_ERROR' },
  ],
  sent: {
    image: '"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBOR',
    schema: '"format":{"type":"json_schema","schema":{"type":"object"',
    tool: '"tools":[{"name":"weather"',
    toolResult: '"type":"tool_result","tool_use_id":"call_1"',
  },
  refused: [{ seed: 7 }],
});
