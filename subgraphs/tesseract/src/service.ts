import { createService, type Service } from '@sluice/kit';

import { createEngine, MODEL } from './engine.js';

/** Recognition (OCR) on Tesseract. */
export function createTesseract(): Service {
  const engine = createEngine();
  return createService({
    name: 'tesseract',
    version: '0.1.0',
    capabilities: {
      recognition: {
        models: [MODEL],
        // A page takes about a second, and each its own thread: there is nothing to gain from larger batches.
        batch: { maxSize: engine.size, windowMs: 1, concurrency: engine.size },
        run: (images, { languages }, { signal }) => engine.recognize(images, languages, signal),
      },
    },
    load: engine.load,
    close: engine.close,
  });
}
