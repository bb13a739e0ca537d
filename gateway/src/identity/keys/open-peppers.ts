import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { KeyFileError } from '../key-file-error.js';
import { generatePepper, parsePeppers, type Peppers } from './peppers.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable of the environment that holds the peppers. */
const PEPPERS_VARIABLE = 'SLUICE_KEY_PEPPERS';

const FILE = 'key-peppers';

export interface PepperSettings {
  readonly mode: 'development' | 'production';
  readonly dataDir: string;
}

/**
 * The peppers that the environment gives. Without them development makes one, which stands in the data folder;
 * production does not, since beside the database a pepper protects little, and gateways on several machines need the
 * same.
 *
 * @throws KeyFileError that says what to do
 */
export async function openPeppers({ mode, dataDir }: PepperSettings, environment: Environment): Promise<Peppers> {
  const given = givenPeppers(mode, environment);
  if (given !== null) return given;
  const file = join(dataDir, FILE);
  return read(await readOrCreate(file), file);
}

/**
 * The peppers that the environment gives; null where there are none, and development makes its own.
 *
 * @throws KeyFileError when production has none
 */
export function givenPeppers(mode: PepperSettings['mode'], environment: Environment): Peppers | null {
  const given = environment[PEPPERS_VARIABLE];
  if (given !== undefined && given !== '') return read(given, PEPPERS_VARIABLE);
  if (mode === 'development') return null;
  const what = 'production needs the secret that API keys are hashed under. Make one with `sluice keys pepper`';
  throw new KeyFileError(PEPPERS_VARIABLE, `${what}, and keep it as long as the keys`);
}

function read(text: string, place: string): Peppers {
  try {
    return parsePeppers(text.trim());
  } catch (error) {
    throw new KeyFileError(place, error instanceof TypeError ? error.message : 'cannot be read', error);
  }
}

async function readOrCreate(file: string): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${generatePepper()}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new KeyFileError(file, `cannot be written (${codeOf(error)})`, error);
  }
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new KeyFileError(file, `cannot be read (${codeOf(error)})`, error);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
