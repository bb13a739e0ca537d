import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** eSpeak NG as the optional package `text2wav` carries it. */
export interface Espeak {
  /** The Emscripten module, CommonJS. */
  readonly moduleFile: string;
  readonly wasmFile: string;
  /** The names of its voices: BCP 47 tags such as `en-GB-scotland`. */
  readonly voices: readonly string[];
}

/** The version whose inner files are used; the root `package.json` of this service pins it. */
export const PACKAGE = 'text2wav@0.0.14';

/**
 * Looks for the package, and loads nothing of it.
 *
 * @param resolve finds a module's file, and throws where there is none
 * @returns undefined where it is not installed, or its files stand elsewhere
 */
export function findEspeak(
  resolve: (id: string) => string = createRequire(import.meta.url).resolve,
): Espeak | undefined {
  try {
    const moduleFile = resolve('text2wav/lib/espeak-ng.js');
    const wasmFile = resolve('text2wav/lib/espeak-ng.wasm');
    return { moduleFile, wasmFile, voices: readVoices(join(moduleFile, '../../espeak-ng-data/lang')) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Each voice is a file, in the folder of its family of languages. */
function readVoices(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' || code === 'ENOENT';
}
