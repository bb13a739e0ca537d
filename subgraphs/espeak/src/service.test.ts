import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';

import { findEspeak } from './find-espeak.js';
import { createEspeak } from './service.js';

let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(new URL('../dist/main.js', import.meta.url));
});

afterAll(async () => service[Symbol.asyncDispose]());

interface Speech {
  readonly seconds: number;
  readonly voice: string;
  readonly model: string;
  readonly usage: { readonly inputCharacters: number; readonly audioSeconds: number };
  readonly audio: { readonly url: string };
}

async function speak(contents: readonly string[], manner = '') {
  const selection = `speech${manner} { seconds voice model usage { inputCharacters audioSeconds } audio { url } }`;
  const representations = contents.map((content) => ({ __typename: 'Text', content }));
  const { entities, errors } = await service.entities(selection, representations);
  const speeches = (entities as ({ speech: Speech | null } | null)[]).map((entity) => entity?.speech ?? undefined);
  return { speeches, errors };
}

/** A text's speech; anything else fails the test. */
async function speakOne(content: string, manner = ''): Promise<Speech> {
  const { speeches, errors } = await speak([content], manner);
  expect(errors).toEqual([]);
  const [speech] = speeches;
  if (!speech) throw new Error('No speech.');
  return speech;
}

const wavOf = ({ audio }: Speech) => Buffer.from(audio.url.replace('data:audio/wav;base64,', ''), 'base64');

/** The loudest sample: of silence 0. */
function loudness(wav: Buffer): number {
  const samples = new Int16Array(Uint8Array.from(wav.subarray(44)).buffer);
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

describe('speech', () => {
  it('is a WAV file that can be heard, as long as it says', async () => {
    const content = 'The library opens at nine in the morning.';
    const speech = await speakOne(content);
    const wav = wavOf(speech);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
    expect(loudness(wav)).toBeGreaterThan(5_000);
    expect(speech.seconds).toBeCloseTo((wav.length - 44) / 44_100, 6);
    expect(speech.seconds).toBeGreaterThan(1.5);
    expect(speech).toMatchObject({ voice: 'en', model: 'espeak-ng' });
    expect(speech.usage).toEqual({ inputCharacters: content.length, audioSeconds: speech.seconds });
  });

  it('is the same for the same text, whatever was spoken before', async () => {
    const { audio } = await speakOne('One and two.');
    await speakOne('Etwas anderes.', '(voice: "de", rate: 3)');
    expect((await speakOne('One and two.')).audio.url === audio.url).toBe(true);
  });

  it.each([
    ['cmn', '图书馆早上九点开门。'],
    ['ru', 'Библиотека открывается в девять часов утра.'],
    ['ar', 'تفتح المكتبة في الساعة التاسعة صباحا.'],
    ['hi', 'पुस्तकालय सुबह नौ बजे खुलता है।'],
  ])('reads the script of %s', async (voice, content) => {
    const speech = await speakOne(content, `(voice: "${voice}")`);
    expect(speech.voice).toBe(voice);
    expect(speech.seconds).toBeGreaterThan(1.5);
    expect(speech.seconds).toBeLessThan(8);
  });

  it('is faster at a higher rate', async () => {
    const content = 'The library opens at nine in the morning.';
    const seconds: number[] = [];
    for (const rate of [0.25, 0.5, 1, 2, 4]) seconds.push((await speakOne(content, `(rate: ${rate})`)).seconds);
    expect(seconds).toEqual(seconds.toSorted((one, other) => other - one));
    expect(new Set(seconds).size).toBe(5);
  });

  it('takes a text for words, never for options, commands or markup', async () => {
    const plain = await speakOne(' 100S hello');
    expect((await speakOne('\u0001100S hello')).seconds).toBe(plain.seconds);
    for (const text of ['-h', '-f/usr/share/package.json', '--voices', '[[h@l@U]]']) {
      const { seconds } = await speakOne(text);
      expect(seconds).toBeGreaterThan(0.5);
      expect(seconds).toBeLessThan(15);
    }
    // A pause of a day, were it heeded.
    expect((await speakOne('a <break time="86400s"/> b')).seconds).toBeLessThan(20);
  });

  it('fails for one bad text alone', async () => {
    const { speeches, errors } = await speak(['one', '\u0000', '图'.repeat(5_000), 'x'.repeat(5_001), 'two']);
    expect(speeches.map((speech) => speech !== undefined)).toEqual([true, false, false, false, true]);
    expect(errors.map(({ path, extensions }) => [path?.[1], extensions['code']])).toEqual(
      expect.arrayContaining([
        [1, 'BAD_USER_INPUT'],
        [2, 'CONTEXT_WINDOW_EXCEEDED'],
        [3, 'CONTEXT_WINDOW_EXCEEDED'],
      ]),
    );
  });

  it('knows its voices', async () => {
    const { errors } = await speak(['Hello'], '(voice: "de-XX")');
    expect(errors).toMatchObject([
      { message: 'voice: there is no "de-xx"; of 106 voices: de.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('without the optional package', () => {
  const missing = () => {
    throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
  };

  it('the service is up, offers nothing, and says how to get it', async () => {
    const bare = createEspeak(findEspeak(missing));
    const { url } = await bare.listen();
    const told: string[] = [];
    await bare.load((text) => told.push(text));
    const health = (await (await fetch(`${url}/health/ready`)).json()) as object;
    expect(health).toMatchObject({ status: 'ready', capabilities: {}, reason: expect.stringContaining('npm install') });
    expect(told).toEqual([expect.stringContaining('npm install text2wav')]);
    await bare.close();
  });
});
