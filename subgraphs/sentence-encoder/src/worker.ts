import { serveTasks } from '@sluice/kit/worker';
import { createEncoder, type Encoded, type Encoder } from './encoder.js';

/** Texts to embed in one go. */
export interface EncodeTask {
  readonly texts: readonly string[];
}

/** The thread that holds the model and does all of its work. */
export default serveTasks<Encoder, EncodeTask, Encoded>({
  load: async (_workerData, progress) => {
    progress('Loading the sentence encoder', 0);
    const started = performance.now();
    const encoder = await createEncoder();
    progress(`Loaded the sentence encoder in ${Math.round(performance.now() - started)} ms`, 1);
    return encoder;
  },
  run: ({ texts }, encoder) => encoder.encode(texts),
});
