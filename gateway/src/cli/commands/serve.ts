import type { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import type { ServeOptions } from '../serve-gateway.js';

/** `sluice serve`: runs the gateway and its services until it is told to end. */
export function registerServe(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command('serve')
    .description('start the gateway and its services')
    .option('-c, --config <file>', 'the configuration (default: the nearest sluice.yaml)')
    .option('-p, --port <number>', 'the port to listen on; 0 takes a free one')
    .option('--role <role>', 'gateway (takes operations), worker (runs executions) or all (default)')
    .option('--demo', 'show the start, run the example pipeline over HTTP, print its result, and serve on')
    .addHelpText(
      'after',
      '\nExamples:\n  $ sluice serve\n  $ sluice serve --port 8080\n  $ sluice serve --role worker --port 4001\n  $ NODE_ENV=production sluice serve',
    )
    .action(async (options: ServeOptions) => {
      // Loaded when it is needed: help and the small commands answer at once.
      const { serveGateway } = await import('../serve-gateway.js');
      done(await serveGateway(options, context));
    });
}
