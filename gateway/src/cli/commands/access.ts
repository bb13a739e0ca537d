import type { Command } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { ExplainFlags, MatrixFlags } from '../access/explain-access.js';

const EXAMPLES = `
Examples:
  $ sluice access explain --role developer --operation pipeline.graphql
  $ sluice access explain --role viewer --operation pipeline.graphql --variables '{"url": "/examples/notice.png"}'
  $ sluice access matrix
  $ sluice access matrix --role viewer anonymous

They ask the rules of the committed graph and the roles of the configuration; no gateway has to run.`;

/** `sluice access …`: tells what the rules would say. */
export function registerAccess(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const access = program
    .command('access')
    .description('tell who may read and run what, and why')
    .addHelpText('after', EXAMPLES);
  const command = (name: string, description: string) =>
    access
      .command(name)
      .description(description)
      .option('-c, --config <file>', 'the configuration (default: the nearest sluice.yaml)');

  command('explain', 'tell what of an operation would be allowed to a role, and why')
    .requiredOption('--role <name>', 'a role; `anonymous` for those who send no credential')
    .requiredOption('--operation <file>', 'a file with the operation')
    .option('--operation-name <name>', 'which one, where the file has several')
    .option('--variables <json>', 'its variables', '{}')
    .action(async (flags: ExplainFlags) => {
      const { explainAccess } = await import('../access/explain-access.js');
      done((await explainAccess(flags, context)) ? EXIT_CODES.ok : EXIT_CODES.failed);
    });

  command('matrix', 'print every field that has a rule, and which roles may read it')
    .option('--role <names...>', 'of these roles alone')
    .action(async (flags: MatrixFlags) => {
      const { printMatrix } = await import('../access/explain-access.js');
      await printMatrix(flags, context);
      done(EXIT_CODES.ok);
    });
}
