import type { Command } from 'commander';

import { type CliContext, EXIT_CODES } from '../cli-context.js';
import type { KeyClient } from '../keys/key-client.js';
import type { KeyPlaceFlags } from '../keys/open-key-client.js';
import { printMade, printTable } from '../keys/print-keys.js';
import { readTime } from '../keys/read-time.js';

interface CreateFlags extends KeyPlaceFlags {
  readonly name?: string;
  readonly tenant?: string;
  readonly role: readonly string[];
  readonly scope: readonly string[];
  readonly model?: readonly string[];
  readonly service?: readonly string[];
  readonly origin: readonly string[];
  readonly address: readonly string[];
  readonly expires?: Date;
}

interface RotateFlags extends KeyPlaceFlags {
  readonly overlap?: Date;
  readonly expires?: Date;
}

const EXAMPLES = `
Examples:
  $ sluice keys create --role admin --name "The first one"
  $ sluice keys create --scope context:embed --tenant acme --expires 90d
  $ sluice keys list
  $ sluice keys rotate 4fT0aZ81kQwe --overlap 12h
  $ SLUICE_API_KEY=slc_… sluice keys revoke 4fT0aZ81kQwe --url https://ai.example.com

They work on the database of the configuration. The embedded one takes one process at a time: while its gateway runs,
name that with --url, and give an administrator's key in SLUICE_API_KEY.`;

const collect = (item: string, items: readonly string[] = []) => [...items, item];

/** `sluice keys …`: makes, lists, rotates and revokes API keys. */
export function registerKeys(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const keys = program
    .command('keys')
    .description('make, list, rotate and revoke API keys')
    .addHelpText('after', EXAMPLES);
  const command = (name: string, description: string) =>
    keys
      .command(name)
      .description(description)
      .option('-c, --config <file>', 'the configuration (default: the nearest sluice.yaml)')
      .option('--url <url>', 'a gateway that runs, instead of the database. Also: SLUICE_URL');
  const run = async (flags: KeyPlaceFlags, work: (client: KeyClient) => Promise<void>) =>
    done(await withClient(flags, context, work));
  registerCreate(command, (flags) => run(flags, async (client) => printMade(await create(client, flags), context)));

  command('list', 'list them, newest first')
    .option('--tenant <name>', 'of this tenant alone')
    .action((flags: KeyPlaceFlags & { tenant?: string }) =>
      run(flags, async (client) => {
        const listed = [];
        for await (const key of client.list(flags.tenant)) listed.push(key);
        printTable(listed, context);
      }),
    );

  command('rotate', 'make a key in the place of another, which stays good for a while')
    .argument('<id>', 'the public part of the key')
    .option('--overlap <time>', 'how long the old one stays good (default: 1d)', readTime)
    .option('--expires <time>', 'when the new one ends (default: when the old one would have)', readTime)
    .action((id: string, { overlap, expires, ...flags }: RotateFlags) =>
      run(flags, async (client) => {
        const rotated = await client.rotate({ id, validUntil: overlap, expiresAt: expires });
        printMade(rotated, context);
        context.stderr.write(`The old key ${id} is good until ${rotated.replaced.expiresAt}.\n`);
      }),
    );

  registerRevoke(command, context, run);
  registerSecrets(keys, context, done);
}

/** Secrets of the gateway itself. */
function registerSecrets(keys: Command, context: CliContext, done: (code: number) => void): void {
  keys
    .command('pepper')
    .description('make the secret that production hashes API keys under: SLUICE_KEY_PEPPERS')
    .action(async () => {
      const { generatePepper } = await import('../../identity/keys/peppers.js');
      context.stdout.write(`${generatePepper()}\n`);
      done(EXIT_CODES.ok);
    });
  keys
    .command('data-key')
    .description('make a key that prompts and results are encrypted with at rest: SLUICE_DATA_KEYS')
    .action(async () => {
      const { generateSealingKey } = await import('../../executions/sealing/sealer.js');
      context.stdout.write(`${generateSealingKey()}\n`);
      done(EXIT_CODES.ok);
    });
}

type MakeCommand = (name: string, description: string) => Command;

function registerCreate(command: MakeCommand, action: (flags: CreateFlags) => Promise<void>): void {
  command('create', 'make one; it is shown this once')
    .option('--name <text>', 'what people call it (default: what it gives)')
    .option(
      '--role <name>',
      'a role: admin, operator, developer, viewer, service, or your own; again for more',
      collect,
      [],
    )
    .option('--scope <permission>', 'a permission such as context:embed; again for more', collect, [])
    .option('--tenant <name>', 'whose data its holder works on (default: your own)')
    .option('--model <name>', 'a model that it may use; again for more; without it, any', collect)
    .option('--service <name>', 'an AI service that it may use; again for more; without it, any', collect)
    .option('--origin <origin>', 'a web origin that it is taken from; again for more; without it, any', collect, [])
    .option('--address <range>', 'an address or CIDR range that it is taken from; again for more', collect, [])
    .option('--expires <time>', 'when it ends, such as 90d or 2027-01-31; without it, never', readTime)
    .action(action);
}

function create(client: KeyClient, flags: CreateFlags) {
  const { role: roles, scope: scopes, origin: origins, address: addresses, tenant, model, service, expires } = flags;
  const name = flags.name ?? ([...roles, ...scopes].join(' ').slice(0, 100) || 'unnamed');
  const narrowed = { models: model, services: service, origins, addresses };
  return client.create({ name, tenant, roles, scopes, ...narrowed, expiresAt: expires });
}

function registerRevoke(
  command: MakeCommand,
  { stdout }: CliContext,
  run: (flags: KeyPlaceFlags, work: (client: KeyClient) => Promise<void>) => Promise<void>,
): void {
  command('revoke', 'end one for good; every gateway refuses it within a second')
    .argument('[id]', 'the public part of the key')
    .option('--development', 'every key of development, before the same database goes into production')
    .action(async (id: string | undefined, flags: KeyPlaceFlags & { development?: true }, self: Command) => {
      if ((id === undefined) === (flags.development === undefined))
        self.error('error: expected either an id or --development');
      await run(flags, async (client) => {
        if (id === undefined) stdout.write(`Revoked ${await client.revokeDevelopment()} keys of development.\n`);
        else stdout.write(`Revoked ${(await client.revoke(id)).id}.\n`);
      });
    });
}

/** What is refused is told, and no more; the command line was in order. */
async function withClient(
  flags: KeyPlaceFlags,
  context: CliContext,
  work: (client: KeyClient) => Promise<void>,
): Promise<number> {
  // Loaded when it is needed: help and the small commands answer at once.
  const [{ ServiceError }, { KeyClientError }, { openKeyClient }] = await Promise.all([
    import('@sluice/schema'),
    import('../keys/key-client.js'),
    import('../keys/open-key-client.js'),
  ]);
  try {
    await using client = await openKeyClient(flags, context);
    await work(client);
    return EXIT_CODES.ok;
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof KeyClientError)) throw error;
    context.stderr.write(`${error.message}\n`);
    return EXIT_CODES.failed;
  }
}
