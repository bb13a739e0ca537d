import type { CliContext } from './cli-context.js';

/** A title, and what stands below it for an item. */
export type Column<Item> = readonly [title: string, read: (item: Item) => string];

/** A table, as wide as its contents. */
export function printColumns<Item>(
  columns: readonly Column<Item>[],
  items: readonly Item[],
  { stdout }: Pick<CliContext, 'stdout'>,
): void {
  const rows = [columns.map(([title]) => title), ...items.map((item) => columns.map(([, read]) => read(item)))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}
