import { join } from 'node:path';

import { readOrCreateSecret } from '../../secrets/secret-file.js';
import { KeyFileError } from '../../secrets/key-file-error.js';
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
  return read(await readOrCreateSecret(file, generatePepper), file);
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
