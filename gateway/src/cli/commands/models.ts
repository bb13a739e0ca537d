import { basename, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type CliContext, EXIT_CODES } from '../cli-context.js';
import { createProgressBar, formatBytes } from '../models/progress-bar.js';
import { PullError } from '../models/pull-error.js';
import { pullFile } from '../models/pull-file.js';

interface PullFlags {
  readonly sha256?: string;
  readonly out?: string;
  readonly maxBytes?: number;
}

/** `sluice models pull URL`: fetches a model file. */
export function registerModels(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command('models')
    .description('language models')
    .addHelpText('after', '\nExample:\n  $ sluice models pull --help')
    .command('pull')
    .description('fetch a model file (GGUF) over HTTPS; run again, it goes on where it broke off')
    .argument('<url>', 'where it is', parseUrl)
    .option('--sha256 <hex>', 'what its SHA-256 must be', parseDigest)
    .option('--out <file>', 'where to; otherwise models/ and the name that it has in the URL')
    .option('--max-bytes <number>', 'most bytes that are taken', parseBytes)
    .addHelpText('after', '\nExample:\n  $ sluice models pull https://example.com/model.gguf --sha256 9f86d081…')
    .action(async (url: URL, flags: PullFlags) => done(await pull(url, flags, context)));
}

async function pull(url: URL, { out, ...flags }: PullFlags, context: CliContext): Promise<number> {
  const { cwd, stdout, stderr, signal } = context;
  const file = resolve(cwd, out ?? join('models', nameOf(url)));
  const bar = createProgressBar(stderr);
  try {
    const pulled = await pullFile({ url, file, ...flags, signal, onProgress: bar.show });
    bar.end();
    stdout.write(`Fetched ${file}: ${formatBytes(pulled.bytes)}, SHA-256 ${pulled.sha256}.\n`);
    if (flags.sha256 === undefined) stdout.write('It was not checked: --sha256 would.\n');
    stdout.write(`Start with SLUICE_GGUF=${file}.\n`);
    return EXIT_CODES.ok;
  } catch (error) {
    bar.end();
    const message = error instanceof PullError ? error.message : undefined;
    if (message === undefined && !signal.aborted) throw error;
    stderr.write(`${message ?? 'Interrupted. Run the command again: it goes on from there.'}\n`);
    return EXIT_CODES.failed;
  }
}

function nameOf(url: URL): string {
  const name = basename(url.pathname)
    .replaceAll(/%[\da-f]{2}/gi, '_')
    .replaceAll(/[^\w.-]/g, '_');
  return /^\.*$/.test(name) ? 'model.gguf' : name;
}

function parseUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new InvalidArgumentError('Expected a URL such as https://example.com/model.gguf.');
}

function parseDigest(text: string): string {
  if (/^[\da-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Expected 64 hexadecimal digits.');
}

function parseBytes(text: string): number {
  const bytes = Number(text);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw new InvalidArgumentError('Expected a whole number above 0.');
}
