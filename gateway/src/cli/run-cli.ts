import { Command, CommanderError } from 'commander';
import { type CliContext, EXIT_CODES } from './cli-context.js';
import { registerAccess } from './commands/access.js';
import { registerCancel } from './commands/cancel.js';
import { registerCheck } from './commands/check.js';
import { registerCompose } from './commands/compose.js';
import { registerConfigSchema } from './commands/config-schema.js';
import { registerCost } from './commands/cost.js';
import { registerCreateKeys } from './commands/create-keys.js';
import { registerExecutions } from './commands/executions.js';
import { registerKeys } from './commands/keys.js';
import { registerModels } from './commands/models.js';
import { registerServe } from './commands/serve.js';
import { registerServices } from './commands/services.js';
import { registerSubmit } from './commands/submit.js';
import { registerWatch } from './commands/watch.js';
import { explainFailure } from './explain-failure.js';
import { readVersion } from './project-paths.js';

export type { CliContext } from './cli-context.js';

/** Adds a command to the program; its exit code goes to `done`. */
export type RegisterCommand = (program: Command, context: CliContext, done: (exitCode: number) => void) => void;

const COMMANDS: readonly RegisterCommand[] = [
  registerServe,
  registerCheck,
  registerCompose,
  registerCreateKeys,
  registerKeys,
  registerSubmit,
  registerWatch,
  registerExecutions,
  registerCancel,
  registerServices,
  registerAccess,
  registerCost,
  registerModels,
  registerConfigSchema,
];

const EXAMPLES = `
Examples:
  $ sluice serve                     start the gateway and its services, as sluice.yaml says
  $ sluice serve --port 8080         on another port
  $ sluice serve --demo              and try it: read a picture, summarize and embed its text
  $ sluice check                     find what would keep it from starting
  $ sluice keys create --role admin  make an API key
  $ sluice submit language "Wo ist die Bibliothek?" --watch
  $ sluice access matrix             print who may read what
  $ sluice compose --check           see whether the committed graph fits the contracts

Environment: PORT, SLUICE_HOST, SLUICE_DATA_DIR, DATABASE_URL, REDIS_URL, SLUICE_KEYS_FILE,
             SLUICE_KEY_PEPPERS, SLUICE_DATA_KEYS, SLUICE_MEDIA_KEYS, SLUICE_PUBLIC_URL,
             SLUICE_ROLE, LOG_LEVEL, NODE_ENV;
             SLUICE_URL and SLUICE_API_KEY for what asks a gateway.`;

/**
 * Runs a command line.
 *
 * @param args without the program's own name
 * @returns the exit code; it throws nothing
 */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const program = createProgram(context, (code) => (exitCode = code));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
    const failure = explainFailure(error);
    context.stderr.write(`${failure.message}\n`);
    return failure.exitCode;
  }
}

function createProgram(context: CliContext, done: (exitCode: number) => void): Command {
  const program = new Command('sluice')
    .description('A federated GraphQL gateway over AI services.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(sluice --help tells what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    });
  for (const register of COMMANDS) register(program, context, done);
  return program;
}
