import type { Command } from 'commander';

import type { CliContext } from '../cli-context.js';
import type { GatewayFlags } from '../executions/gateway-flags.js';
import { readNumber } from './submit.js';
import { gatewayFlags, withGateway } from './with-gateway.js';

interface WatchFlags extends GatewayFlags {
  readonly after?: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ sluice watch 0b1f2c3d-…
  $ sluice watch 0b1f2c3d-… --json | jq .

It ends with 0 when the execution succeeded, 1 when it failed, 3 when it was cancelled, 4 when it came too late. Ctrl-C
leaves it running. When the gateway goes away, it is asked again for ten minutes, and goes on where it was.`;

/** `sluice watch`: follows an execution to its end. */
export function registerWatch(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const command = program
    .command('watch')
    .description('follow an execution to its end: its progress, and its text as it comes')
    .argument('<id>', 'the id that submit has printed')
    .option('--after <number>', 'the number of the last event that is known', readNumber)
    .option('--json', 'print the events, a line each')
    .addHelpText('after', EXAMPLES);
  gatewayFlags(command).action(async (id: string, { after = 0, json = false, ...flags }: WatchFlags) =>
    done(
      await withGateway(flags, context, async (client, place) => {
        const { watchExecution } = await import('../executions/watch-execution.js');
        return watchExecution(place, { client, id, after, json }, context);
      }),
    ),
  );
}
