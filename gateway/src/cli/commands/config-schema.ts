import type { Command } from 'commander';
import { configJsonSchema } from '../../config/config-json-schema.js';
import { type CliContext, EXIT_CODES } from '../cli-context.js';

/** `sluice config-schema`: prints the JSON schema of sluice.yaml. */
export function registerConfigSchema(program: Command, { stdout }: CliContext, done: (exitCode: number) => void): void {
  program
    .command('config-schema')
    .description('print the JSON schema of sluice.yaml, for editors')
    .addHelpText('after', '\nExample:\n  $ sluice config-schema > gateway/sluice.schema.json')
    .action(() => {
      stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
      done(EXIT_CODES.ok);
    });
}
