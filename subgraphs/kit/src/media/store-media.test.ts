import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WIRE_HEADERS } from '@sluice/schema';
import type { SpeechResult } from '../capabilities.js';
import { type StartedService, startService } from '../testing/start-service.js';
import { askService } from './testing/ask-service.js';
import { type Exchange, type MediaServer, pathOf, startMediaServer, TENANT } from './testing/start-media-server.js';

const PUBLIC = 'https://gateway.example';
let service: StartedService;
let gateway: MediaServer;
const batches: number[] = [];

/** The sound of a text: its own letters, loud. */
const soundOf = (text: string) =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), Buffer.from(text.toUpperCase())]);

function speak(text: string): SpeechResult {
  return { audio: { bytes: soundOf(text), mediaType: 'audio/wav' }, seconds: 1, voice: 'v', model: 'toy' };
}

beforeAll(async () => {
  const run = async (texts: readonly string[]) => {
    batches.push(texts.length);
    return texts.map(speak);
  };
  const synthesis = { models: ['toy'] as const, run, batch: { windowMs: 100 } };
  service = await startService({ capabilities: { synthesis }, limits: { mediaMs: 3_000 } });
});
afterAll(async () => service[Symbol.asyncDispose]());
beforeEach(async () => {
  gateway = await startMediaServer();
  gateway.answer(takeIt);
});
afterEach(async () => gateway[Symbol.asyncDispose]());

const urlOf = (bytes: Buffer) => PUBLIC + pathOf(bytes, 'wav');

/** Stores as the gateway does. */
function takeIt({ body }: Exchange, response: ServerResponse): string {
  response.writeHead(201, { 'content-type': 'application/json' });
  return JSON.stringify({ url: urlOf(body), mediaType: 'audio/wav' });
}

const writeUrl = (caller: string, bytes = 1_000) =>
  `${PUBLIC}/media/${TENANT}?kind=audio&bytes=${bytes}&expires=9999999999&key=${caller}&signature=s`;
const textOf = (content: string) => ({ __typename: 'Text', content });

function speech(texts: readonly string[], write: string | undefined = writeUrl('one')) {
  const headers = {
    [WIRE_HEADERS.mediaOrigin]: gateway.origin,
    ...(write !== undefined && { [WIRE_HEADERS.mediaWriteUrl]: write }),
  };
  return askService(service, 'speech { audio { url } }', texts.map(textOf), { headers });
}

async function expectFailure(code: string, texts: readonly string[] = ['hello'], write?: string) {
  const { entities, errors } = await speech(texts, write);
  expect(entities).toEqual(texts.map(() => ({ speech: null })));
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(texts.map(() => code));
  expect(JSON.stringify(errors)).not.toMatch(/https?:|signature|media\//);
  return errors[0];
}

describe('what a model made', () => {
  it('is stored by the URL that came with the request, at the place that the caller named', async () => {
    const { entities, errors } = await speech(['hello']);
    expect(errors).toEqual([]);
    expect(entities).toEqual([{ speech: { audio: { url: urlOf(soundOf('hello')) } } }]);
    const [{ method, url, headers, body } = {} as Exchange] = gateway.exchanges;
    expect([method, url, headers['content-type'], headers.authorization]).toEqual([
      'PUT',
      writeUrl('one').slice(PUBLIC.length),
      'audio/wav',
      undefined,
    ]);
    expect(body.equals(soundOf('hello'))).toBe(true);
  });

  it('takes the URL of its own request, although requests share a batch', async () => {
    const before = batches.length;
    const answers = await Promise.all(['one', 'two'].map((caller) => speech([caller, 'same'], writeUrl(caller))));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(batches.slice(before)).toEqual([4]);
    const wrote = gateway.exchanges.map(
      ({ url, body }) => `${/key=(\w+)/.exec(url)?.[1]} ${body.toString().slice(12)}`,
    );
    expect(wrote.toSorted()).toEqual(['one ONE', 'one SAME', 'two SAME', 'two TWO']);
  });

  it('is stored once, where a request asks for it at several places', async () => {
    const { entities, errors } = await speech(['hello', 'hello']);
    expect(errors).toEqual([]);
    expect(entities).toHaveLength(2);
    expect(gateway.exchanges).toHaveLength(1);
  });

  it('is stored a few at a time', async () => {
    let most = 0;
    const waiting = new Set<() => void>();
    gateway.answer((exchange, response) => {
      waiting.add(() => response.end(takeIt(exchange, response)));
      most = Math.max(most, waiting.size);
      // Answered when four are there, and a fifth had time to come.
      if (waiting.size < 4) return;
      setTimeout(() => {
        for (const answer of waiting) answer();
        waiting.clear();
      }, 10);
    });
    const { errors } = await speech(Array.from({ length: 12 }, (_, index) => `text ${index}`));
    expect(errors).toEqual([]);
    expect(most).toBe(4);
  });

  it('stays in a data: URL for a caller that names no place for it', async () => {
    const { entities } = await speech(['hello'], '');
    const url = `data:audio/wav;base64,${soundOf('hello').toString('base64')}`;
    expect(entities).toEqual([{ speech: { audio: { url } } }]);
    expect(gateway.exchanges).toEqual([]);
  });

  it('is not sent where it is larger than what is taken', async () => {
    const error = await expectFailure('BAD_USER_INPUT', ['hello'], writeUrl('one', 10));
    expect(error?.extensions['limit']).toEqual({ dimension: 'mediaBytes', limit: 10, value: 17 });
    expect(gateway.exchanges).toEqual([]);
  });

  it.each([429, 503])('is stored at the second attempt after %d', async (status) => {
    gateway.answer((_, response) => {
      gateway.answer(takeIt);
      response.writeHead(status, { 'retry-after': '0' }).end();
    });
    const { errors } = await speech(['hello']);
    expect(errors).toEqual([]);
    expect(gateway.exchanges).toHaveLength(2);
  });

  it('is OVERLOADED when the gateway stays busy, or is so for long', async () => {
    gateway.answer((_, response) => void response.writeHead(503, { 'retry-after': '0' }).end());
    await expectFailure('OVERLOADED');
    expect(gateway.exchanges).toHaveLength(2);
    gateway.answer((_, response) => void response.writeHead(429, { 'retry-after': '60' }).end());
    expect((await expectFailure('OVERLOADED'))?.extensions['retryAfterMs']).toBe(60_000);
    expect(gateway.exchanges).toHaveLength(3);
  });

  it.each([
    [400, 'PROVIDER_BAD_RESPONSE'],
    [403, 'SERVICE_UNAVAILABLE'],
    [302, 'SERVICE_UNAVAILABLE'],
    [200, 'SERVICE_UNAVAILABLE'],
    [500, 'SERVICE_UNAVAILABLE'],
  ])('fails on %d with %s', async (status, code) => {
    gateway.answer((_, response) => void response.writeHead(status, { location: gateway.origin }).end());
    await expectFailure(code);
    expect(gateway.exchanges).toHaveLength(1);
  });

  it.each(['not JSON', '{}', '{"url":"https://elsewhere.example/a.wav"}', 'x'.repeat(20_000)])(
    'fails when the gateway answers without saying where it is',
    async (answer) => {
      gateway.answer((_, response) => response.writeHead(201) && answer);
      await expectFailure('SERVICE_UNAVAILABLE');
    },
  );
});
