import { join } from 'node:path';

import { KeyFileError } from '../../secrets/key-file-error.js';
import { readOrCreateSecret } from '../../secrets/secret-file.js';
import { generateSealingKey, parseSealingKeys, type Sealer } from './sealer.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable of the environment that holds the keys. */
const KEYS_VARIABLE = 'SLUICE_DATA_KEYS';

const FILE = 'data-keys';

export interface SealerSettings {
  readonly dataDir: string;
  /** Where executions stand, when not in the data folder. */
  readonly storage: { readonly databaseUrl?: string | undefined };
  readonly mode: 'development' | 'production';
}

/**
 * The keys that the environment gives. Without them, who stands alone makes one, which stands in the data folder beside
 * the database; gateways that share a database in production must be given the same.
 *
 * @throws KeyFileError that says what to do
 */
export async function openSealer(
  { dataDir, storage, mode }: SealerSettings,
  environment: Environment,
): Promise<Sealer> {
  const given = givenSealer({ storage, mode }, environment);
  if (given !== null) return given;
  const file = join(dataDir, FILE);
  return read(await readOrCreateSecret(file, generateSealingKey), file);
}

/**
 * The keys that the environment gives; null where there are none, and the gateway makes its own.
 *
 * @throws KeyFileError where they cannot be read, or must be given
 */
export function givenSealer(
  { storage, mode }: Pick<SealerSettings, 'storage' | 'mode'>,
  environment: Environment,
): Sealer | null {
  const given = environment[KEYS_VARIABLE];
  if (given !== undefined && given !== '') return read(given, KEYS_VARIABLE);
  if (mode !== 'production' || storage.databaseUrl === undefined) return null;
  const what = 'gateways that share a database need the same keys for what they store of executions';
  throw new KeyFileError(KEYS_VARIABLE, `${what}. Make one with \`sluice keys data-key\`, and keep it with the data`);
}

function read(text: string, place: string): Sealer {
  try {
    return parseSealingKeys(text.trim());
  } catch (error) {
    throw new KeyFileError(place, error instanceof TypeError ? error.message : 'cannot be read', error);
  }
}
