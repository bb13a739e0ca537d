import { serveTasks } from '@sluice/kit/worker';
import { getLIDModel } from 'fasttext.wasm.js';

/** A language that a text may be in. */
export interface Candidate {
  /** `__label__en` */
  readonly label: string;
  readonly probability: number;
}

/** The most likely language and its five next. */
const TOP = 6;

/** The part of the WASM module's vector that is used: it lies in the module's memory until it is deleted. */
interface Predictions {
  size(): number;
  get(index: number): readonly [probability: number, label: string];
  delete?(): void;
}

export default serveTasks({
  async load(_workerData, progress) {
    progress('Loading fastText and its model of 176 languages', 0);
    const startedAt = performance.now();
    const model = await (await getLIDModel()).load();
    progress(`Loaded fastText in ${Math.round(performance.now() - startedAt)} ms`, 1);
    return model;
  },
  async run(texts: readonly string[], model): Promise<Candidate[][]> {
    return texts.map((text) => {
      const predictions = model.predict(text, TOP, 0) as unknown as Predictions;
      const candidates = Array.from({ length: predictions.size() }, (_, index) => predictions.get(index));
      predictions.delete?.();
      return candidates.map(([probability, label]) => ({ label, probability }));
    });
  },
});
