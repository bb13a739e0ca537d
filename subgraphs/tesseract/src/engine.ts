import { availableParallelism } from 'node:os';

import {
  createWorkerPool,
  type MediaContent,
  type Outcome,
  type Progress,
  type RecognitionResult,
  ServiceError,
} from '@sluice/kit';

import { checkImage } from './check-image.js';
import { type Page, toText, toWords } from './page.js';

/** The engine's version and the language data that the package carries. */
export const MODEL = 'tesseract-5.1-eng';

/** The languages that there is data for: BCP 47 language subtags. */
const LANGUAGES = ['en'];

const MAX_THREADS = 2;

const UNREADABLE = 'The picture cannot be read: it is damaged, or coded in a way that is not known here.';

/** Tesseract on its threads. */
export interface Engine {
  /** Pictures that are read at the same time. */
  readonly size: number;
  load(progress: Progress): Promise<void>;
  /**
   * Reads some pictures; a picture that cannot be read fails alone.
   *
   * @throws ServiceError `BAD_USER_INPUT` where a language is asked for that there is no data for
   */
  recognize(
    images: readonly MediaContent[],
    languages: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<Outcome<RecognitionResult>[]>;
  close(): Promise<void>;
}

/** One thread a core, two at most: each holds 100 MB. A thread whose picture nobody waits for any more is ended. */
export function createEngine(): Engine {
  const size = Math.min(MAX_THREADS, availableParallelism());
  const file = new URL('./worker.js', import.meta.url);
  const pool = createWorkerPool<Uint8Array, Page | null>({ file, size, abort: 'terminate' });

  async function recognizeOne(image: MediaContent, signal: AbortSignal): Promise<RecognitionResult> {
    const inputPixels = checkImage(image);
    const page = await pool.run(image.bytes, { signal });
    if (!page) throw new ServiceError('BAD_USER_INPUT', UNREADABLE);
    const confidence = page.confidence / 100;
    return { text: toText(page), confidence, words: toWords(page), model: MODEL, usage: { inputPixels } };
  }

  return {
    size,
    load: (progress) => pool.start(progress),
    async recognize(images, languages, signal) {
      checkLanguages(languages ?? LANGUAGES);
      const outcomes = await Promise.allSettled(images.map((image) => recognizeOne(image, signal)));
      return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : asError(outcome.reason)));
    },
    close: () => pool.close(),
  };
}

function checkLanguages(languages: readonly string[]): void {
  const missing = languages.filter((tag) => !LANGUAGES.includes(tag.split('-')[0]?.toLowerCase() ?? ''));
  if (missing.length === 0) return;
  const message = `${MODEL} reads ${LANGUAGES.join(', ')}, and not ${missing.slice(0, 5).join(', ').slice(0, 100)}.`;
  throw new ServiceError('BAD_USER_INPUT', message, { inputPath: ['languages'] });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The picture could not be read.', { cause: reason });
}
