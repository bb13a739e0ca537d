import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createKeyFile } from '../../identity/key-file.js';
import { type CliContext, EXIT_CODES } from '../cli-context.js';

/** `sluice create-keys FILE`: makes the API keys of a production gateway. */
export function registerCreateKeys(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command('create-keys')
    .description('write a file with a new API key for each role, for production')
    .argument('<file>', 'where to; nothing is replaced')
    .addHelpText('after', '\nExample:\n  $ sluice create-keys /etc/sluice/keys.json')
    .action(async (file: string) => done(await createKeys(resolve(context.cwd, file), context)));
}

async function createKeys(file: string, { stdout, stderr }: CliContext): Promise<number> {
  const keys = await createKeyFile(file, 'live');
  if (keys === null) {
    stderr.write(`${file} is there already. Name another file, or delete this one first.\n`);
    return EXIT_CODES.failed;
  }
  stdout.write(`Wrote ${file} with keys for ${Object.keys(keys).join(' and ')}; only its owner can read it.\n`);
  stdout.write(`Start with SLUICE_KEYS_FILE=${file}, or set identity.keysFile in sluice.yaml.\n`);
  return EXIT_CODES.ok;
}
