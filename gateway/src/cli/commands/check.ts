import type { Command } from 'commander';
import { type CliContext, EXIT_CODES } from '../cli-context.js';
import { createPainter } from '../painter.js';

/** `sluice check`: finds what would keep the gateway from starting. */
export function registerCheck(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command('check')
    .description('find what would keep the gateway from starting, and start nothing')
    .option('-c, --config <file>', 'the configuration (default: the nearest sluice.yaml)')
    .option('-p, --port <number>', 'the port to look at')
    .option('--offline', 'ask no database and no Redis')
    .addHelpText(
      'after',
      '\nExamples:\n  $ sluice check\n  $ NODE_ENV=production sluice check --config /etc/sluice.yaml',
    )
    .action(async (options: CheckFlags) => done(await check(options, context)));
}

interface CheckFlags {
  readonly config?: string;
  readonly port?: string;
  readonly offline?: boolean;
}

async function check({ config, port, offline }: CheckFlags, context: CliContext): Promise<number> {
  const { checkGateway } = await import('../check-gateway.js');
  const paint = createPainter(context);
  let failures = 0;
  for await (const { title, problem } of checkGateway({ ...context, file: config, port, offline })) {
    if (problem !== null) failures += 1;
    const mark = problem === null ? paint('green', '✓') : paint('red', '✗');
    const lines = problem === null ? [] : problem.split('\n').map((line) => `    ${line}\n`);
    context.stdout.write(`${mark} ${title}\n${lines.join('')}`);
  }
  context.stdout.write(failures === 0 ? 'Everything is in order.\n' : `${failures} to mend.\n`);
  return failures === 0 ? EXIT_CODES.ok : EXIT_CODES.failed;
}
