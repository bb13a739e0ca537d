import type { Command } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { GatewayFlags } from '../executions/gateway-flags.js';
import { type Column, printColumns } from '../print-columns.js';
import type { InstanceView, ServiceClient, ServiceView } from '../services/service-client.js';
import { gatewayFlags, withPlace } from './with-gateway.js';

interface Row {
  readonly service: ServiceView;
  /** Null where none is known. */
  readonly instance: InstanceView | null;
}

const COLUMNS: readonly Column<Row>[] = [
  ['SERVICE', ({ service }) => service.name],
  ['HEALTH', ({ service, instance }) => (instance ?? service).health],
  ['BREAKER', ({ instance }) => instance?.breaker ?? '-'],
  ['IN FLIGHT', ({ instance }) => String(instance?.inFlight ?? '-')],
  ['P50', ({ instance }) => milliseconds(instance?.latency.p50)],
  ['P95', ({ instance }) => milliseconds(instance?.latency.p95)],
  ['KNOWN BY', ({ instance }) => instance?.source ?? '-'],
  ['LAST ERROR', ({ instance }) => instance?.lastError?.code ?? '-'],
  ['OFFERS', ({ service }) => service.capabilities.map(({ name }) => name).join(', ') || '-'],
];

const EXAMPLES = `
Examples:
  $ sluice services
  $ sluice services --json | jq -r 'select(.health != "READY").name'
  $ sluice services drain sentiment

What is drained gets nothing new, and ends what it has begun; it comes back when it registers again. Both are for
services that have registered themselves, by their name (all instances of it) or the id of a registration.`;

/** `sluice services …`: how they are, and the end of those that registered themselves. */
export function registerServices(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const services = program
    .command('services')
    .description('tell how the AI services are; drain and remove those that registered themselves')
    .addHelpText('after', EXAMPLES);
  const run = async (flags: GatewayFlags, work: (client: ServiceClient) => Promise<void>) =>
    done(
      await withPlace({ ...flags, role: 'operator' }, context, async (place) => {
        const { createServiceClient } = await import('../services/service-client.js');
        await work(createServiceClient(place));
        return EXIT_CODES.ok;
      }),
    );

  gatewayFlags(services.command('list', { isDefault: true }).description('list them and their instances'))
    .option('--json', 'print JSON, a line each')
    .action(({ json, ...flags }: GatewayFlags & { json?: true }) =>
      run(flags, async (client) => {
        const listed = await client.list();
        if (json) for (const each of listed) context.stdout.write(`${JSON.stringify(each)}\n`);
        else printColumns(COLUMNS, listed.flatMap(rowsOf), context);
      }),
    );

  gatewayFlags(services.command('drain').description('send nothing new to a service; what it has begun may end'))
    .argument('<name>', 'its name, or the id of its registration')
    .action((name: string, flags: GatewayFlags) =>
      run(flags, async (client) => {
        for (const { id } of await client.registrations(name)) {
          const { url, health } = await client.drain(id);
          context.stdout.write(`${id} ${url} ${health}\n`);
        }
      }),
    );

  gatewayFlags(services.command('deregister').description('remove a service'))
    .argument('<name>', 'its name, or the id of its registration')
    .action((name: string, flags: GatewayFlags) =>
      run(flags, async (client) => {
        for (const { id, url } of await client.registrations(name)) {
          await client.deregister(id);
          context.stdout.write(`${id} ${url} removed\n`);
        }
      }),
    );
}

function rowsOf(service: ServiceView): readonly Row[] {
  if (service.instances.length === 0) return [{ service, instance: null }];
  return service.instances.map((instance) => ({ service, instance }));
}

const milliseconds = (value: number | null | undefined) =>
  value === null || value === undefined ? '-' : `${Math.round(value)} ms`;
