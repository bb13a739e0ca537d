import { parseArgs } from 'node:util';

import type { Scenario } from './scenario.js';

export interface Arguments {
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  readonly from: number;
  readonly seed: string;
  /** How many scenarios run at the same time. */
  readonly atOnce: number;
  /** Whether logs and data are kept also where all went well. */
  readonly keep: boolean;
  readonly json: string | null;
  /** Whether the page of faults is written. */
  readonly write: boolean;
  /** The `--json` of an earlier run, whose faults stand in the table as well. */
  readonly earlier: string | null;
}

export const USAGE = `npm run test:faults -- [options]
  --rounds N     rounds of each fault (default 1)
  --only NAMES   some of them alone, by commas
  --seed TEXT    the moments of an earlier run (default: new ones)
  --from N       the number of the first round (default 1)
  --at-once N    faults at the same time, each with processes of its own (default 1)
  --keep         keep logs and data also where all went well
  --json FILE    what came of it, for programs
  --write        write the section "Processes" of docs/fault-table.md
  --with FILE    the --json of an earlier run, for the table`;

/** @throws Error that tells what is wrong with them, or that they ask for help */
export function readArguments(args: readonly string[], known: readonly Scenario[]): Arguments {
  const text = { type: 'string' } as const;
  const options = { rounds: text, only: text, seed: text, from: text, 'at-once': text, json: text, with: text };
  const flag = { type: 'boolean' } as const;
  const flags = { write: flag, keep: flag, help: flag };
  const { values } = parseArgs({ args: [...args], options: { ...options, ...flags } });
  if (values.help) throw new Error('Makes faults, and checks what becomes of them.');
  const names = values.only?.split(',') ?? known.map(({ name }) => name);
  const scenarios = names.map((name) => {
    const found = known.find((one) => one.name === name);
    if (!found) throw new Error(`--only: expected ${known.map((one) => one.name).join(', ')}, got ${name}.`);
    return found;
  });
  return {
    scenarios,
    rounds: readCount('rounds', values.rounds),
    from: readCount('from', values.from),
    atOnce: readCount('at-once', values['at-once']),
    seed: values.seed ?? Math.random().toString(36).slice(2, 10),
    json: values.json ?? null,
    write: values.write ?? false,
    earlier: values.with ?? null,
    keep: values.keep ?? false,
  };
}

function readCount(name: string, text = '1'): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name}: expected a number from 1, got ${text}.`);
  return count;
}
