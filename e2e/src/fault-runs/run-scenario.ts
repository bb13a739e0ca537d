import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createRandom } from './random.js';
import type { RoundOutcome, Scenario, Stage } from './scenario.js';

export interface RoundReport extends RoundOutcome {
  readonly round: number;
  /** Logs, data and the journal of a round that went wrong; null where all went well. */
  readonly folder: string | null;
}

export interface ScenarioReport {
  readonly name: string;
  readonly title: string;
  readonly rounds: readonly RoundReport[];
}

export interface RunOptions {
  /** The number of the first round: each has a seed of its own. */
  readonly from: number;
  readonly rounds: number;
  readonly seed: string;
  /** Whether logs and data are kept also where all went well. */
  readonly keep: boolean;
  readonly onRound: (name: string, report: RoundReport) => void;
}

interface Opened extends Stage {
  readonly folder: string;
}

/** Runs the rounds of a scenario on one site; after one that went wrong, the next has a new one. Never rejects. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioReport> {
  const { name, title } = scenario;
  const rounds: RoundReport[] = [];
  let opened: Opened | null = null;
  for (let round = options.from; round < options.from + options.rounds; round += 1) {
    const folder: string = opened?.folder ?? makeFolder(name);
    let outcome: RoundOutcome;
    try {
      opened ??= { ...(await scenario.open(folder)), folder };
      outcome = await opened.round(createRandom(`${options.seed}/${name}/${round}`));
    } catch (error) {
      outcome = { executions: 0, repeated: 0, recoveredMs: null, wrong: [explain(error)] };
    }
    const isWrong = outcome.wrong.length > 0;
    const report = { ...outcome, round, folder: isWrong || options.keep ? folder : null };
    rounds.push(report);
    options.onRound(name, report);
    if (isWrong) {
      await close(opened, true);
      opened = null;
    }
  }
  await close(opened, options.keep);
  return { name, title, rounds };
}

/** PostgreSQL runs as another user, who has to come by. */
function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `sluice-fault-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
}

async function close(opened: Opened | null, isKept: boolean): Promise<void> {
  if (opened === null) return;
  const { site, folder } = opened;
  // What cannot be closed ends with this process.
  await site.close().catch(() => {});
  if (!isKept) return rmSync(folder, { recursive: true, force: true });
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  for (const process of site.processes) process.keepOutput(logs);
}

const explain = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
