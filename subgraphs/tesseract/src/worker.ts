import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { Progress } from '@sluice/kit';
import { serveTasks } from '@sluice/kit/worker';
import { createWorker, OEM, type Page as TesseractPage, type Worker } from 'tesseract.js';

import type { Page } from './page.js';

/**
 * Tesseract runs on a thread that tesseract.js starts below this one. An error that it does not catch would end the
 * whole process; here it ends this thread, which the pool replaces.
 */
export default serveTasks({ load, run: recognize });

async function load(_workerData: unknown, progress: Progress): Promise<Worker> {
  progress('Loading Tesseract and its English data', 0);
  const startedAt = performance.now();
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'));
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    // The data is read from the package, and nothing is written beside it.
    cacheMethod: 'none',
    // Without it a picture that cannot be read is thrown where nobody can catch it.
    errorHandler: () => {},
  });
  progress(`Loaded Tesseract in ${Math.round(performance.now() - startedAt)} ms`, 1);
  return worker;
}

/** What tesseract.js says of a picture that the decoder refuses. */
const UNREADABLE = 'Error attempting to read image';

/** Null for a picture that cannot be read: an error with a code would load the whole kit into every thread. */
async function recognize(bytes: Uint8Array, worker: Worker): Promise<Page | null> {
  try {
    const { data } = await worker.recognize(Buffer.from(bytes), {}, { text: false, blocks: true });
    return toPage(data);
  } catch (error) {
    if (!String(error).includes(UNREADABLE)) endThread();
    return null;
  }
}

/** After any other failure WebAssembly's memory is not to be trusted; the pool puts a fresh thread in this one's place. */
function endThread(): never {
  process.exit(1);
}

function toPage({ confidence, blocks }: TesseractPage): Page {
  const paragraphs = (blocks ?? []).flatMap((block) => block.paragraphs);
  return {
    confidence,
    paragraphs: paragraphs.map(({ lines }) => ({
      lines: lines.map(({ words }) => ({
        words: words.map(({ text, confidence: sureness, bbox: { x0, y0, x1, y1 } }) => ({
          text,
          confidence: sureness,
          box: [x0, y0, x1, y1],
        })),
      })),
    })),
  };
}
