import { createService, type Service } from '@sluice/kit';

import { createEngine, MODEL } from './engine.js';

/** Most pictures that wait for a thread: some large operations at once. */
const MAX_WAITING = 500;

/** Recognition (OCR) on Tesseract. */
export function createTesseract(): Service {
  const engine = createEngine();
  return createService({
    name: 'tesseract',
    version: '0.1.0',
    capabilities: {
      recognition: {
        models: [MODEL],
        // A page takes about a second and a thread: nothing is gained from batches, and a caller who leaves ends the
        // reading of that one picture. What waits holds its picture's bytes, so
        // that fewer may than texts.
        batch: { maxSize: 1, concurrency: engine.size, maxQueue: MAX_WAITING },
        run: (images, { languages }, { signal }) => engine.recognize(images, languages, signal),
      },
    },
    load: engine.load,
    close: engine.close,
  });
}
