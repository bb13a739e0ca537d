import type { RoundReport, ScenarioReport } from '../run-scenario.js';

const HEAD = ['fault', 'rounds', 'executions', 'attempts repeated', 'recovered in (median / max)', 'violations'];

/** What came of a run, as a table of Markdown. */
export function tableOf(reports: readonly ScenarioReport[]): string {
  const rows = reports.map(({ title, rounds }) => [
    title,
    `${rounds.length}`,
    `${sum(rounds, ({ executions }) => executions)}`,
    `${sum(rounds, ({ repeated }) => repeated)}`,
    recoveryOf(rounds),
    `${sum(rounds, ({ wrong }) => wrong.length)}`,
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(line)].join('\n');
}

export const isWell = ({ wrong }: RoundReport) => wrong.length === 0;

export const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

function recoveryOf(rounds: readonly RoundReport[]): string {
  const times = rounds.flatMap(({ recoveredMs }) => (recoveredMs === null ? [] : [recoveredMs]));
  const sorted = times.toSorted((one, other) => one - other);
  const [median, max] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  return median === undefined || max === undefined ? '' : `${seconds(median)} / ${seconds(max)}`;
}

function sum(rounds: readonly RoundReport[], count: (round: RoundReport) => number): number {
  return rounds.reduce((total, round) => total + count(round), 0);
}
