import type { Command } from 'commander';
import { type CliContext, EXIT_CODES } from '../cli-context.js';

/** `sluice compose`: makes the supergraph and the API schema of the contracts. */
export function registerCompose(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command('compose')
    .description('compose the contracts in schema/ into the supergraph and the API schema')
    .option('--check', 'write nothing; fail when what is committed differs')
    .addHelpText('after', '\nExamples:\n  $ sluice compose\n  $ sluice compose --check')
    .action(async ({ check = false }: { check?: boolean }) => done(await compose(check, context)));
}

async function compose(check: boolean, { stdout, stderr }: CliContext): Promise<number> {
  const { composeContracts, driftedFiles, writeComposition } = await import('@sluice/schema/composition');
  const composition = composeContracts();
  const files = check ? driftedFiles(composition) : writeComposition(composition);
  if (check && files.length > 0) {
    stderr.write(`Different from the contracts: ${files.join(', ')} in schema/. Run \`sluice compose\` and commit.\n`);
    return EXIT_CODES.failed;
  }
  stdout.write(
    files.length === 0 ? 'Composed; nothing changed.\n' : `Composed; wrote ${files.join(', ')} in schema/.\n`,
  );
  return EXIT_CODES.ok;
}
