import type { Command } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { GatewayFlags } from '../executions/gateway-flags.js';
import { gatewayFlags, withGateway } from './with-gateway.js';

const EXAMPLES = `
Examples:
  $ sluice cancel 0b1f2c3d-…
  $ sluice executions --status RUNNING --json | jq -r .id | xargs sluice cancel`;

/** `sluice cancel`: ends executions; what runs of them is stopped at once. */
export function registerCancel(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const command = program
    .command('cancel')
    .description('end executions; what runs of them is stopped at once')
    .argument('<id...>', 'their ids')
    .addHelpText('after', EXAMPLES);
  gatewayFlags(command).action(async (ids: readonly string[], flags: GatewayFlags) =>
    done(
      await withGateway(flags, context, async (client) => {
        for (const id of ids) context.stdout.write(`${id} ${(await client.cancel(id)).status}\n`);
        return EXIT_CODES.ok;
      }),
    ),
  );
}
