import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { serveTasks } from '@sluice/kit/worker';

import { type CompiledEspeak, runEspeak, type SpeechTask, type Spoken } from './run-espeak.js';

/** What the thread is told of eSpeak: where its files are. */
export interface EspeakFiles {
  readonly moduleFile: string;
  readonly wasmFile: string;
}

/** The program is compiled once; every text runs it anew. */
export default serveTasks<CompiledEspeak, SpeechTask, Spoken>({
  async load(workerData) {
    const { moduleFile, wasmFile } = workerData as EspeakFiles;
    const compiled = await WebAssembly.compile(await readFile(wasmFile));
    const create = createRequire(import.meta.url)(moduleFile) as CompiledEspeak['create'];
    return { compiled, create };
  },
  run: runEspeak,
});
