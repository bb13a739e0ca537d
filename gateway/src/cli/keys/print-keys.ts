import type { CliContext } from '../cli-context.js';
import type { KeyView, MadeKeyView } from './key-client.js';

/** The secret goes to the standard output and nothing beside it, so that a script can take it: `KEY=$(sluice keys …)`. */
export function printMade({ apiKey, secret }: MadeKeyView, { stdout, stderr }: CliContext): void {
  const { id, name, tenant, roles, scopes, expiresAt } = apiKey;
  const gives = [...roles, ...scopes].join(', ');
  const end = expiresAt ? `, until ${expiresAt}` : '';
  stderr.write(`Made the API key ${id} (${name}) for the tenant ${tenant}: ${gives}${end}.\n`);
  stderr.write('It is shown this once:\n');
  stdout.write(`${secret}\n`);
}

const COLUMNS: readonly (readonly [string, (key: KeyView) => string])[] = [
  ['ID', ({ id }) => id],
  ['NAME', ({ name }) => name],
  ['TENANT', ({ tenant }) => tenant],
  ['STATE', ({ state }) => state],
  ['GIVES', ({ roles, scopes }) => [...roles, ...scopes].join(',')],
  ['EXPIRES', ({ expiresAt }) => day(expiresAt)],
  ['LAST USED', ({ lastUsedAt }) => day(lastUsedAt)],
];

/** A table, as wide as its contents. */
export function printTable(keys: readonly KeyView[], { stdout }: CliContext): void {
  const rows = [COLUMNS.map(([title]) => title), ...keys.map((key) => COLUMNS.map(([, read]) => read(key)))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}

function day(moment: string | null | undefined): string {
  return moment ? moment.slice(0, 16).replace('T', ' ') : '-';
}
