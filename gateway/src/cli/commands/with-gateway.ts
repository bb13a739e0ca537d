import type { Command } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { ExecutionClient } from '../executions/execution-client.js';
import type { GatewayFlags, GatewayPlace } from '../executions/gateway-flags.js';

/** Adds the flags that name a gateway. */
export function gatewayFlags(command: Command): Command {
  return command
    .option('--url <url>', 'the gateway (default: the one of the configuration, on this machine). Also: SLUICE_URL')
    .option('-c, --config <file>', 'the configuration (default: the nearest sluice.yaml)');
}

/** Does something with the executions of a gateway. @returns the exit code */
export async function withGateway(
  flags: GatewayFlags,
  context: CliContext,
  work: (client: ExecutionClient, place: GatewayPlace) => Promise<number>,
): Promise<number> {
  const { createExecutionClient } = await import('../executions/execution-client.js');
  return withPlace(flags, context, (place) => work(createExecutionClient(place), place));
}

/** Does something with a gateway; what is refused is told, and no more. @returns the exit code */
export async function withPlace(
  flags: GatewayFlags,
  context: CliContext,
  work: (place: GatewayPlace) => Promise<number>,
): Promise<number> {
  // Loaded when it is needed: help and the small commands answer at once.
  const { findGateway, GatewayError } = await import('../executions/gateway-flags.js');
  try {
    return await work(await findGateway(flags, context));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    context.stderr.write(`${error.message}\n`);
    return EXIT_CODES.failed;
  }
}
