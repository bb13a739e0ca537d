import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { ServiceError } from '@sluice/kit';
import { serveTasks } from '@sluice/kit/worker';
import { createWorker, OEM, type Page as TesseractPage, type Worker } from 'tesseract.js';

import type { Page } from './page.js';

/**
 * Tesseract runs on a thread that tesseract.js starts below this one. An error that it does not catch would end the
 * whole process; here it ends this thread, which the pool replaces.
 */
export default serveTasks({ load, run: recognize });

function load(): Promise<Worker> {
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'));
  return createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    // The data is read from the package, and nothing is written beside it.
    cacheMethod: 'none',
    // Without it a picture that cannot be read is thrown where nobody can catch it.
    errorHandler: () => {},
  });
}

async function recognize(bytes: Uint8Array, worker: Worker): Promise<Page> {
  const { data } = await worker
    .recognize(Buffer.from(bytes), {}, { text: false, blocks: true })
    .catch((cause: unknown) => {
      throw new ServiceError(
        'BAD_USER_INPUT',
        'The picture cannot be read: it is damaged or of a kind that is not known.',
        {},
        { cause },
      );
    });
  return toPage(data);
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
