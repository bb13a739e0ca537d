import { join } from 'node:path';

import { LLMock } from '@copilotkit/aimock';

import { ROOT, type Sluice, startSluice } from '../testing/start-sluice.js';
import { openVendorDoor, type VendorDoor } from './vendor-door.js';

export const VENDORS = ['anthropic', 'google', 'openai-compatible', 'openai'] as const;
export type Vendor = (typeof VENDORS)[number];

/** A gateway before the services of four vendors, each of which is an emulator behind a door. */
export interface Vendors extends AsyncDisposable {
  readonly sluice: Sluice;
  readonly doors: Readonly<Record<Vendor, VendorDoor>>;
}

const TIMES = { connectMs: 500, headersMs: 600, firstByteMs: 600, firstTokenMs: 700, idleMs: 600, totalMs: 2_000 };
const KEYS = { OPENAI_API_KEY: 'a-key', ANTHROPIC_API_KEY: 'a-key', GOOGLE_GENERATIVE_AI_API_KEY: 'a-key' };
/** The model that two of them have. */
const EMBEDDING_MODEL = 'text-embedding-3-small';

export async function startVendors(): Promise<Vendors> {
  const mocks = await Promise.all(VENDORS.map(startEmulator));
  const opened = await Promise.all(mocks.map(({ url }) => openVendorDoor(url)));
  const doors = Object.fromEntries(VENDORS.map((name, index) => [name, opened[index]])) as Vendors['doors'];
  const sluice = await startSluice({ config: JSON.stringify(configOf(doors)), env: KEYS });
  return {
    sluice,
    doors,
    async [Symbol.asyncDispose]() {
      await sluice[Symbol.asyncDispose]();
      await Promise.all(opened.map((door) => door[Symbol.asyncDispose]()));
      await Promise.all(mocks.map((mock) => mock.stop()));
    },
  };
}

/** Each capability has another vendor first; whoever can do it stands behind. */
function configOf(doors: Vendors['doors']): object {
  const service = (name: Vendor, path: string, more: object) => ({
    name,
    run: join(ROOT, `subgraphs/${name}/dist/main.js`),
    settings: { baseUrl: `${doors[name].url}${path}`, timeouts: TIMES, ...more },
    timeouts: { totalMs: 4_000 },
  });
  const route = (capability: string, ...names: readonly Vendor[]) => ({
    capability,
    retries: 0,
    targets: names.map((name) => ({ service: name })),
  });
  return {
    services: [
      service('anthropic', '/v1', { apiKeyFrom: 'ANTHROPIC_API_KEY' }),
      service('google', '/v1beta', { apiKeyFrom: 'GOOGLE_GENERATIVE_AI_API_KEY' }),
      service('openai-compatible', '/v1', { models: ['local'], embeddingModels: [EMBEDDING_MODEL] }),
      service('openai', '/v1', { apiKeyFrom: 'OPENAI_API_KEY', embeddingModels: [EMBEDDING_MODEL] }),
    ],
    routes: [
      route('summarization', 'anthropic', 'google', 'openai-compatible', 'openai'),
      route('translation', 'google', 'openai-compatible', 'openai', 'anthropic'),
      route('classification', 'openai-compatible', 'openai', 'anthropic', 'google'),
      route('answering', 'openai', 'anthropic', 'google', 'openai-compatible'),
      route('embeddings', 'openai', 'openai-compatible'),
    ],
    routing: { breaker: { consecutiveFailures: 10_000, minimumRequests: 100_000 } },
    rateLimits: { enabled: false },
  };
}

async function startEmulator(): Promise<LLMock> {
  const mock = new LLMock({ port: 0, latency: 1, chunkSize: 200 });
  mock.onMessage(/[^]*/, ({ messages }) => ({ content: JSON.stringify(answerTo(JSON.stringify(messages))) }));
  mock.onEmbedding(/[^]*/, { embedding: [0.1, 0.2, 0.3] });
  await mock.start();
  return mock;
}

/** What a good model would say, by what it is told to do. */
function answerTo(told: string): object {
  if (told.includes('Summarize the text')) return { summary: 'A summary.' };
  if (told.includes('Translate the text')) return { translation: 'Ein Text.', from: 'en' };
  if (told.includes('Answer this question')) return { answer: 'At nine.', sure: 'yes' };
  if (told.includes('how well each of these labels')) return { scores: [90, 10] };
  throw new Error(`The emulator was told something else: ${told.slice(0, 500)}`);
}
