import { relative } from 'node:path';
import type { Config } from '../config/config.js';
import type { DevKeys } from '../identity/dev-keys.js';
import type { CliContext } from './cli-context.js';
import { createPainter } from './painter.js';

/** Where the gateway is reached. */
export function announceUrls(url: string, { server: { publicUrl = url, role } }: Config, context: CliContext): void {
  const paint = createPainter(context);
  const isWorker = role === 'worker';
  // The public address is that of the gateways.
  const base = isWorker ? url : publicUrl;
  const doors = [
    ['Start page', `${base}/`],
    ['GraphQL', `${base}/graphql`],
  ];
  const lines = [...(isWorker ? [] : doors), ['Health', `${base}/health/ready`], ['Metrics', `${base}/metrics`]];
  const heading = isWorker ? 'Sluice runs executions.' : 'Sluice is listening.';
  context.stdout.write(`\n${paint('bold', heading)}\n`);
  for (const [name = '', place = ''] of lines) context.stdout.write(`  ${name.padEnd(12)}${paint('cyan', place)}\n`);
}

/** The development keys: shown in full on the start that made them, later only where they are. */
export function announceKeys(devKeys: DevKeys | undefined, context: CliContext): void {
  if (devKeys === undefined) return;
  const paint = createPainter(context);
  const file = relative(context.cwd, devKeys.file);
  const place = file.startsWith('..') ? devKeys.file : file;
  if (!devKeys.created) {
    context.stdout.write(`  ${'API keys'.padEnd(12)}${place}\n`);
    return;
  }
  context.stdout.write(`\n${paint('bold', 'API keys for development')}, shown this once and kept in ${place}:\n`);
  for (const [role, key] of Object.entries(devKeys.keys)) context.stdout.write(`  ${role.padEnd(12)}${key}\n`);
  context.stdout.write(`Send one as ${paint('cyan', 'Authorization: Bearer <key>')}.\n`);
}

/** That the end was heard, since it may take a few seconds. */
export function announceStop({ stdout }: CliContext): void {
  stdout.write('\nStopping…\n');
}
