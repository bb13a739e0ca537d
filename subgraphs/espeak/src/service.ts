import { createService, type Service } from '@sluice/kit';

import { createEngine, MODEL } from './engine.js';
import { type Espeak, PACKAGE } from './find-espeak.js';

/** What is told where eSpeak is not installed, by the service's health and at its start. */
export const MISSING = `eSpeak NG is not installed; its licence is GPL-3, so it is optional: npm install ${PACKAGE}`;

/** Longest text, in UTF-16 code units: five and a half minutes of speech. */
const TEXT_LENGTH = 5_000;

const SERVICE = { name: 'espeak', version: '0.1.0' } as const;

/** Speech on eSpeak NG; without it the service offers nothing. */
export function createEspeak(espeak: Espeak | undefined): Service {
  if (!espeak) return createService({ ...SERVICE, capabilities: {}, missing: MISSING });
  const engine = createEngine(espeak);
  return createService({
    ...SERVICE,
    capabilities: {
      synthesis: {
        models: [MODEL],
        // Each text is a run of its own: there is nothing to gain from larger batches, and their sound is held in memory.
        batch: { maxSize: engine.size, windowMs: 1, concurrency: engine.size },
        run: (texts, { voice, rate }, { signal }) => engine.speak(texts, { voice, rate }, signal),
      },
    },
    limits: { textLength: TEXT_LENGTH },
    load: engine.load,
    close: engine.close,
  });
}
