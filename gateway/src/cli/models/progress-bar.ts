import type { Output } from '../cli-context.js';

/** Shows how far a download is: a bar that is rewritten on a terminal, a line for each tenth elsewhere. */
export interface ProgressBar {
  show(bytes: number, total: number | undefined): void;
  /** Leaves the last state standing. */
  end(): void;
}

const WIDTH = 24;
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

export function createProgressBar(output: Output): ProgressBar {
  return output.isTTY === true ? createBar(output) : createLines(output);
}

function createBar(output: Output): ProgressBar {
  let shown = false;
  return {
    show(bytes, total) {
      shown = true;
      const line = `${bar(bytes, total)}${describe(bytes, total)}`;
      output.write(`\r${line.slice(0, (output.columns ?? 80) - 1)}\u001b[K`);
    },
    end: () => void (shown && output.write('\n')),
  };
}

function createLines(output: Output): ProgressBar {
  let told = 0;
  return {
    show(bytes, total) {
      if (total === undefined) return;
      const tenth = Math.floor((10 * bytes) / total);
      if (tenth <= told) return;
      told = tenth;
      output.write(`${describe(bytes, total)}\n`);
    },
    end: () => {},
  };
}

function bar(bytes: number, total: number | undefined): string {
  if (total === undefined) return '';
  const full = Math.min(WIDTH, Math.round((WIDTH * bytes) / Math.max(1, total)));
  return `[${'='.repeat(full)}${' '.repeat(WIDTH - full)}] `;
}

function describe(bytes: number, total: number | undefined): string {
  if (total === undefined) return formatBytes(bytes);
  return `${Math.floor((100 * bytes) / Math.max(1, total))}% of ${formatBytes(total)}`;
}

/** `1.2 GB` */
export function formatBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}
