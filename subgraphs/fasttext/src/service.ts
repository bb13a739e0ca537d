import { createService, type Service } from '@sluice/kit';

import { createEngine, MODEL } from './engine.js';

/** Language identification on fastText's `lid.176`. */
export function createFasttext(): Service {
  const engine = createEngine();
  return createService({
    name: 'fasttext',
    version: '0.1.0',
    capabilities: {
      language: {
        models: [MODEL],
        batch: { maxSize: 256, windowMs: 2 },
        run: (texts, _, { signal }) => engine.identify(texts, signal),
      },
    },
    load: engine.load,
    close: engine.close,
  });
}
