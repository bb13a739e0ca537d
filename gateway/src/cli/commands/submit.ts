import { type Command, InvalidArgumentError } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { GatewayFlags } from '../executions/gateway-flags.js';
import { collectLabel, type ContextFlags, readContext, readJson } from '../executions/read-context.js';
import { readTime } from '../keys/read-time.js';
import { gatewayFlags, withGateway } from './with-gateway.js';

interface SubmitFlags extends GatewayFlags, ContextFlags {
  readonly idempotencyKey?: string;
  readonly priority?: number;
  readonly startAfter?: Date;
  readonly deadline?: Date;
  readonly attempts?: number;
  readonly label?: Readonly<Record<string, string>>;
  readonly metadata?: string;
  readonly watch?: true;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  $ sluice submit language "Wo ist die Bibliothek?" --watch
  $ sluice submit generation "Tell me a story." --watch       (where a model writes)
  $ sluice submit embeddings --input '{"content": "A text."}' --label page=home
  $ sluice submit operation pipeline.graphql --variables @variables.json --deadline 1h
  $ ID=$(sluice submit summarization --input @long.json) && sluice watch "$ID"

The id goes to the standard output. Put your API key into SLUICE_API_KEY; on the machine of a gateway in development
its developer's key is found by itself.`;

/** `sluice submit`: has a context run, also when nobody waits. */
export function registerSubmit(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const command = program
    .command('submit')
    .description('have AI work run durably, and print its id')
    .argument('<kind>', 'what to run: generation, embeddings, …, or operation for a whole pipeline')
    .argument('[text]', 'its text; of an operation the document, or the file of one')
    .option('-i, --input <json>', 'its whole input instead: JSON, @file, or - for the standard input')
    .option('--variables <json>', 'the variables of an operation: JSON, @file or -')
    .option('--idempotency-key <key>', 'names the submission: the same key again gives the same execution')
    .option('--priority <number>', 'the larger runs first, -100 to 100', readNumber)
    .option('--start-after <time>', 'not before, such as 10m or 2027-01-31', readTime)
    .option('--deadline <time>', 'to have ended by, such as 1h', readTime)
    .option('--attempts <number>', 'how many attempts it may take', readNumber)
    .option('-l, --label <name=value>', 'to find it by; again for more', collectLabel)
    .option('--metadata <json>', 'kept with it: JSON, @file or -')
    .option('-w, --watch', 'follow it to its end, as sluice watch does')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES);
  gatewayFlags(command).action(async (kind: string, text: string | undefined, flags: SubmitFlags) => {
    const input = readContext(kind, text, flags, context.cwd);
    const options = toOptions(flags, context.cwd);
    done(
      await withGateway(flags, context, async (client, place) => {
        const execution = await client.submit(input, options);
        const { id } = execution;
        if (!flags.watch) {
          context.stdout.write(`${flags.json ? JSON.stringify(execution) : id}\n`);
          return EXIT_CODES.ok;
        }
        context.stderr.write(`${id}\n`);
        const { watchExecution } = await import('../executions/watch-execution.js');
        return watchExecution(place, { client, id, after: 0, json: flags.json ?? false }, context);
      }),
    );
  });
}

function toOptions({ idempotencyKey, priority, startAfter, deadline, attempts, ...flags }: SubmitFlags, cwd: string) {
  const { label: labels, metadata } = flags;
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(priority !== undefined && { priority }),
    ...(startAfter && { startAfter: startAfter.toISOString() }),
    ...(deadline && { deadline: deadline.toISOString() }),
    ...(attempts !== undefined && { maxAttempts: attempts }),
    ...(labels && { labels }),
    ...(metadata !== undefined && { metadata: readJson(metadata, '--metadata', cwd) }),
  };
}

export function readNumber(text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}
