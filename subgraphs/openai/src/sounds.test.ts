import { createCredentialPool, createRotation, createVendorFetch } from '@sluice/ai-sdk';
import { startVendor, type VendorRequest } from '@sluice/ai-sdk/testing';
import { createOpenAI } from '@ai-sdk/openai';
import { silentLogger } from '@sluice/kit';
import { describe, expect, it } from '@jest/globals';

import { createSpeak } from './speak.js';
import { createTranscribe } from './transcribe.js';
import { wavSeconds } from './wav-seconds.js';

const context = { signal: new AbortController().signal, logger: silentLogger, callers: [null] };
const rotation = createRotation(createCredentialPool({ sources: [] }));
const failure = (code: string) => expect.objectContaining({ code });

/** Half a second of silence: mono, 16 bit, 8,000 samples a second. Streamed files tell no true size. */
function wav(dataSize = 8_000): Buffer {
  const bytes = Buffer.alloc(44 + 8_000);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(dataSize + 36 > 0xffffffff ? 0xffffffff : dataSize + 36, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8_000, 24);
  bytes.writeUInt32LE(16_000, 28);
  bytes.write('data', 36);
  bytes.writeUInt32LE(dataSize, 40);
  return bytes;
}

describe('Speech', () => {
  it('is asked for as WAV, with voice and rate, and its length is told', async () => {
    await using vendor = await startVendor((_, response) => void response.end(wav()));
    const openai = createOpenAI({ baseURL: `${vendor.url}/v1`, apiKey: 'a-key' });
    const speak = createSpeak({ modelOf: (name) => openai.speech(name), rotation, voice: 'alloy' });
    const [spoken] = await speak(['Hello'], { model: 'tts-1', voice: null, rate: 1.5 }, context);
    expect(spoken).toMatchObject({ seconds: 0.5, voice: 'alloy', model: 'tts-1', audio: { mediaType: 'audio/wav' } });
    expect(vendor.requests).toMatchObject([
      {
        path: '/v1/audio/speech',
        body: { model: 'tts-1', input: 'Hello', voice: 'alloy', response_format: 'wav', speed: 1.5 },
      },
    ]);
  });

  it('fails with a code where no sound comes, and alone', async () => {
    await using vendor = await startVendor(
      ({ body }, response) => void response.end((body as { input: string }).input === 'bad' ? 'no sound' : wav()),
    );
    const openai = createOpenAI({ baseURL: `${vendor.url}/v1`, apiKey: 'a-key' });
    const speak = createSpeak({ modelOf: (name) => openai.speech(name), rotation, voice: 'alloy' });
    expect(await speak(['bad', 'good'], { model: 'tts-1', voice: 'nova', rate: 1 }, context)).toEqual([
      failure('PROVIDER_BAD_RESPONSE'),
      expect.objectContaining({ voice: 'nova' }),
    ]);
  });

  it('has a length also where its file was written as a stream', () => {
    expect(wavSeconds(wav(0xffffffff))).toBe(0.5);
    expect(wavSeconds(Buffer.from('RIFF'))).toBeNull();
    expect(wavSeconds(Buffer.concat([Buffer.from('RIFF1234WAVE'), Buffer.alloc(40)]))).toBeNull();
  });
});

describe('Transcription', () => {
  const TRANSCRIPT = {
    task: 'transcribe',
    language: 'english',
    duration: 3.5,
    text: 'Good morning.',
    segments: [
      {
        id: 0,
        seek: 0,
        start: 0,
        end: 3.5,
        text: 'Good morning.',
        tokens: [],
        temperature: 0,
        avg_logprob: 0,
        compression_ratio: 1,
        no_speech_prob: 0,
      },
    ],
  };

  async function transcribe(status: number, body: unknown) {
    await using vendor = await startVendor((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const openai = createOpenAI({ baseURL: `${vendor.url}/v1`, apiKey: 'a-key' });
    const run = createTranscribe({ modelOf: (name) => openai.transcription(name), rotation });
    const sound = { bytes: wav(), mediaType: 'audio/wav' };
    const outcomes = await run([sound], { model: 'whisper-1', language: 'en-GB' }, context);
    return { outcomes, request: vendor.requests[0] as VendorRequest };
  }

  it('travels as a form that the vendor can read', async () => {
    let received: FormData | undefined;
    await using vendor = await startVendor(async ({ headers, body }, response) => {
      const type = { 'content-type': String(headers['content-type']) };
      received = await new Response(body as string, { headers: type }).formData();
      response.setHeader('content-type', 'application/json').end(JSON.stringify(TRANSCRIPT));
    });
    const { fetch, close } = createVendorFetch();
    const openai = createOpenAI({ baseURL: `${vendor.url}/v1`, apiKey: 'a-key', fetch });
    const transcribe = createTranscribe({ modelOf: (name) => openai.transcription(name), rotation });
    const sound = { bytes: Buffer.from('The bytes of a sound.'), mediaType: 'audio/wav' };
    const [transcript] = await transcribe([sound], { model: 'whisper-1', language: 'en-GB' }, context);
    expect(transcript).toMatchObject({ text: 'Good morning.', usage: { audioSeconds: 3.5 } });
    expect([received?.get('model'), received?.get('language')]).toEqual(['whisper-1', 'en']);
    const file = received?.get('file');
    expect(file instanceof File && (await file.text())).toBe('The bytes of a sound.');
    await close();
  });

  it('sends the bytes, and tells text, language, segments and how long the sound was', async () => {
    const { outcomes, request } = await transcribe(200, TRANSCRIPT);
    expect(outcomes).toEqual([
      {
        model: 'whisper-1',
        text: 'Good morning.',
        language: 'en',
        segments: [{ text: 'Good morning.', start: 0, end: 3.5 }],
        usage: { audioSeconds: 3.5 },
      },
    ]);
    expect(request.path).toBe('/v1/audio/transcriptions');
    expect(request.headers['content-type']).toMatch(/^multipart\/form-data/);
    expect(String(request.body)).toMatch(/name="language"\s+en\s/);
  });

  it('fails with a code', async () => {
    const { outcomes } = await transcribe(503, { error: { message: 'canary' } });
    expect(outcomes).toEqual([failure('PROVIDER_OVERLOADED')]);
  });
});
