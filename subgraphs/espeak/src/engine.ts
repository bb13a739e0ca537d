import { availableParallelism } from 'node:os';

import { createWorkerPool, type Outcome, type Progress, ServiceError, type SpeechResult } from '@sluice/kit';

import type { Espeak } from './find-espeak.js';
import type { SpeechTask, Spoken } from './run-espeak.js';
import { MAX_SECONDS } from './sound-sink.js';
import { toSpeed } from './speed.js';
import { toSpoken } from './spoken-text.js';
import { findVoice } from './voices.js';
import { toWav } from './wav.js';
import type { EspeakFiles } from './worker.js';

export const MODEL = 'espeak-ng';

const MAX_THREADS = 2;

/** How texts are to be spoken. */
export interface Manner {
  readonly voice: string | null;
  readonly rate: number;
}

/** eSpeak NG on its threads. */
export interface Engine {
  /** Texts that are spoken at the same time. */
  readonly size: number;
  load(progress: Progress): Promise<void>;
  /**
   * Speaks some texts; one that cannot be spoken fails alone.
   *
   * @throws ServiceError `BAD_USER_INPUT` where there is no such voice
   */
  speak(texts: readonly string[], manner: Manner, signal: AbortSignal): Promise<Outcome<SpeechResult>[]>;
  close(): Promise<void>;
}

/** One thread a core, two at most. A thread whose text nobody waits for any more is ended: a run cannot be interrupted. */
export function createEngine({ voices, moduleFile, wasmFile }: Espeak): Engine {
  const size = Math.min(MAX_THREADS, availableParallelism());
  const pool = createWorkerPool<SpeechTask, Spoken>({
    file: new URL('./worker.js', import.meta.url),
    size,
    workerData: { moduleFile, wasmFile } satisfies EspeakFiles,
    abort: 'terminate',
  });

  async function speakOne(text: string, manner: Omit<SpeechTask, 'text'>, signal: AbortSignal): Promise<SpeechResult> {
    const samples = samplesOf(await pool.run({ ...manner, text: toSpoken(text) }, { signal }));
    const { bytes, seconds } = toWav(samples);
    const usage = { inputCharacters: text.length, audioSeconds: seconds };
    return { audio: { bytes, mediaType: 'audio/wav' }, seconds, voice: manner.voice, model: MODEL, usage };
  }

  return {
    size,
    load: (progress) => pool.start(progress),
    async speak(texts, { voice, rate }, signal) {
      const manner = { voice: findVoice(voice, voices), speed: toSpeed(rate) };
      const outcomes = await Promise.allSettled(texts.map((text) => speakOne(text, manner, signal)));
      return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : asError(outcome.reason)));
    },
    close: () => pool.close(),
  };
}

function samplesOf(spoken: Spoken): Uint8Array {
  switch (spoken.kind) {
    case 'spoken':
      return spoken.samples;
    case 'tooLong':
      throw new ServiceError('CONTEXT_WINDOW_EXCEEDED', `content: it takes more than ${MAX_SECONDS} s to speak.`, {
        inputPath: ['content'],
        limit: { dimension: 'seconds', limit: MAX_SECONDS },
      });
    case 'failed':
      throw new ServiceError('PROVIDER_ERROR', 'eSpeak failed.', {}, { cause: new Error(spoken.reason) });
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The text could not be spoken.', { cause: reason });
}
