import type { CliContext } from '../cli-context.js';
import { type Column, printColumns } from '../print-columns.js';
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

const COLUMNS: readonly Column<KeyView>[] = [
  ['ID', ({ id }) => id],
  ['NAME', ({ name }) => name],
  ['TENANT', ({ tenant }) => tenant],
  ['STATE', ({ state }) => state],
  ['GIVES', ({ roles, scopes }) => [...roles, ...scopes].join(',')],
  ['EXPIRES', ({ expiresAt }) => day(expiresAt)],
  ['LAST USED', ({ lastUsedAt }) => day(lastUsedAt)],
];

/** One line a key. */
export const printTable = (keys: readonly KeyView[], context: CliContext) => printColumns(COLUMNS, keys, context);

function day(moment: string | null | undefined): string {
  return moment ? moment.slice(0, 16).replace('T', ' ') : '-';
}
