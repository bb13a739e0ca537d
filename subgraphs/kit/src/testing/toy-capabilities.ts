import { setTimeout as sleep } from 'node:timers/promises';
import type { Capabilities, CallContext } from '../capabilities.js';

/** Calls that the toys saw, by capability. */
export interface ToyCalls {
  readonly sizes: number[];
  readonly options: object[];
  readonly signals: AbortSignal[];
}

const WORK_MS = 10;

/** How long a toy works on a batch, in milliseconds; models take longer for larger ones. */
export type ToyWork = number | ((items: number) => number);

/** Toy functions for the kit's own tests, and a record of their calls. */
export function createToys(work: ToyWork = WORK_MS): {
  readonly toys: Required<Capabilities>;
  readonly calls: ToyCalls;
} {
  const workMs = typeof work === 'number' ? () => work : work;
  const calls: ToyCalls = { sizes: [], options: [], signals: [] };
  const seen = async <Item, Result>(
    items: readonly Item[],
    options: object,
    { signal }: CallContext,
    result: (item: Item) => Result,
  ) => {
    calls.sizes.push(items.length);
    calls.options.push(options);
    calls.signals.push(signal);
    await sleep(workMs(items.length), undefined, { signal });
    return items.map(result);
  };
  return { calls, toys: createCapabilities(seen) };
}

type Seen = <Item, Result>(
  items: readonly Item[],
  options: object,
  context: CallContext,
  result: (item: Item) => Result,
) => Promise<Result[]>;

const PNG = { bytes: Buffer.from('89504e470d0a1a0a', 'hex'), mediaType: 'image/png' };

function createCapabilities(seen: Seen): Required<Capabilities> {
  const models = ['toy', 'toy-2'] as const;
  return {
    embeddings: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, (text) => ({
          model: options.model,
          usage: { inputCharacters: text.length },
          vector: Float32Array.from([text.length, text.split('a').length - 1, 0.1]),
        })),
    },
    moderation: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, (text) => {
          const flagged = text.includes('damn');
          return {
            model: options.model,
            flagged,
            categories: [{ name: 'profanity', score: flagged ? 1 : 0, flagged }],
          };
        }),
    },
    classification: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, () => ({
          model: options.model,
          scores: options.labels.map((label) => ({ label, score: 1 / options.labels.length })),
        })),
    },
    language: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, () => ({ model: options.model, code: 'en', confidence: 0.9, alternatives: [] })),
    },
    translation: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, (text) => ({
          model: options.model,
          text: text.split('').toReversed().join(''),
          from: options.from ?? 'en',
          to: options.to,
        })),
    },
    summarization: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, (text) => ({
          model: options.model,
          text: text.split('. ').slice(0, options.maxSentences).join('. '),
          extractive: true,
        })),
    },
    answering: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, (text) => ({
          model: options.model,
          text: text.includes('answer') ? 'answer' : null,
          confidence: 0.5,
        })),
    },
    recognition: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, ({ mediaType, bytes }) => ({
          model: options.model,
          text: mediaType,
          confidence: 1,
          words: [{ text: mediaType, confidence: 1, box: { left: 0.4, top: 1.6, width: bytes.length, height: 2 } }],
        })),
    },
    description: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, ({ mediaType }) => ({ model: options.model, text: `A ${mediaType}.` })),
    },
    synthesis: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, () => ({
          model: options.model,
          audio: PNG,
          seconds: options.rate,
          voice: options.voice ?? 'v',
        })),
    },
    transcription: {
      models,
      run: (items, options, context) =>
        seen(items, options, context, ({ mediaType }) => ({
          model: options.model,
          text: mediaType,
          language: options.language,
          segments: [{ text: mediaType, start: 0, end: 1.5 }],
        })),
    },
  };
}
