import type { Command } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { CostFlags } from '../cost/explain-cost.js';

const EXAMPLES = `
Examples:
  $ sluice cost --operation pipeline.graphql
  $ sluice cost --operation pipeline.graphql --role service --variables '{"url": "/examples/notice.png"}'

It asks the committed graph and the limits of the configuration; no gateway has to run.`;

/** `sluice cost`: tells what an operation costs, and which limits it passes. */
export function registerCost(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command('cost')
    .description('tell what an operation costs, field by field, beside the limits')
    .requiredOption('--operation <file>', 'a file with the operation')
    .option('--operation-name <name>', 'which one, where the file has several')
    .option('--variables <json>', 'its variables', '{}')
    .option('--role <name>', 'whose limits', 'developer')
    .option('-c, --config <file>', 'the configuration (default: the nearest sluice.yaml)')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: CostFlags) => {
      const { explainCost } = await import('../cost/explain-cost.js');
      done((await explainCost(flags, context)) ? EXIT_CODES.ok : EXIT_CODES.failed);
    });
}
