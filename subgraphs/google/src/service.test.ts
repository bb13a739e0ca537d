import { A_KEY, defineVendorBehaviour } from '@sluice/ai-sdk/testing';
import { silentLogger } from '@sluice/kit';

import { createGoogleService } from './service.js';

const recording = (name: string) => new URL(`fixtures/${name}.sse`, import.meta.url);
const usage = { inputTokens: 14, outputTokens: 9 };
const errorEvent = (code: number, status: string) =>
  `data: {"error":{"code":${code},"message":"canary","status":"${status}"}}`;

defineVendorBehaviour({
  vendor: 'Google',
  create: (origin, timeouts) =>
    createGoogleService(
      {
        baseUrl: `${origin}/v1beta`,
        sources: [A_KEY],
        models: ['gemini-2.5-flash'],
        embeddingModels: ['gemini-embedding-001'],
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
    tools: { finishReason: 'TOOL_CALLS', usage },
    json: { json: { city: 'Paris' }, finishReason: 'STOP' },
  },
  errors: [
    { event: errorEvent(503, 'UNAVAILABLE'), code: 'PROVIDER_OVERLOADED' },
    { event: errorEvent(429, 'RESOURCE_EXHAUSTED'), code: 'PROVIDER_RATE_LIMITED' },
    { event: errorEvent(500, 'INTERNAL'), code: 'PROVIDER_ERROR' },
  ],
  sent: {
    image: '"inlineData":{"mimeType":"image/png","data":"iVBOR',
    schema: '"responseMimeType":"application/json","responseSchema":{',
    tool: '"tools":[{"functionDeclarations":[{"name":"weather"',
    toolResult: '"functionResponse":{',
  },
  refused: [],
});
