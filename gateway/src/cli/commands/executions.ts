import type { Command } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { ExecutionView } from '../executions/execution-client.js';
import type { GatewayFlags } from '../executions/gateway-flags.js';
import { collectLabel } from '../executions/read-context.js';
import { type Column, printColumns } from '../print-columns.js';
import { readNumber } from './submit.js';
import { gatewayFlags, withGateway } from './with-gateway.js';

interface ListFlags extends GatewayFlags {
  readonly status?: readonly string[];
  readonly kind?: readonly string[];
  readonly label?: Readonly<Record<string, string>>;
  readonly limit?: number;
  readonly json?: true;
}

const COLUMNS: readonly Column<ExecutionView>[] = [
  ['ID', ({ id }) => id],
  ['KIND', ({ kind }) => kind],
  ['STATUS', ({ status }) => status],
  ['ATTEMPT', ({ attempt }) => String(attempt)],
  ['CREATED', ({ createdAt }) => minute(createdAt)],
  ['FINISHED', ({ finishedAt }) => minute(finishedAt)],
  ['ERROR', ({ error }) => error?.code ?? '-'],
];

const EXAMPLES = `
Examples:
  $ sluice executions --status RUNNING --status QUEUED
  $ sluice executions --label page=home --json`;

const collect = (item: string, items: readonly string[] = []) => [...items, item];

/** `sluice executions`: lists them. */
export function registerExecutions(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const command = program
    .command('executions')
    .description('list executions, the newest first')
    .option('-s, --status <status>', 'at this status alone; again for more', collect)
    .option('-k, --kind <kind>', 'of this kind alone; again for more', collect)
    .option('-l, --label <name=value>', 'with this label; again for more', collectLabel)
    .option('-n, --limit <number>', 'how many, 1 to 100 (default: 20)', readNumber)
    .option('--json', 'print JSON, a line each')
    .addHelpText('after', EXAMPLES);
  gatewayFlags(command).action(async ({ status, kind, label, limit = 20, json, ...flags }: ListFlags) =>
    done(
      await withGateway(flags, context, async (client) => {
        const statuses = status?.map((name) => name.toUpperCase());
        const filter = { ...(statuses && { statuses }), ...(kind && { kinds: kind }), ...(label && { labels: label }) };
        const listed = await client.list(filter, limit);
        if (json) for (const each of listed) context.stdout.write(`${JSON.stringify(each)}\n`);
        else printColumns(COLUMNS, listed, context);
        return EXIT_CODES.ok;
      }),
    ),
  );
}

const minute = (moment: string | null) => (moment ? moment.slice(0, 16).replace('T', ' ') : '-');
