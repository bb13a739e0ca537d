import { readFileSync, writeFileSync } from 'node:fs';

import { type Arguments, readArguments, USAGE } from './read-arguments.js';
import { isWell, seconds, tableOf } from './report/table.js';
import { writePage } from './report/write-page.js';
import { type RoundReport, runScenario, type ScenarioReport } from './run-scenario.js';
import { allScenarios } from './scenarios/all-scenarios.js';

const print = (text: string) => void process.stdout.write(`${text}\n`);
/** Of a round with many violations, these tell what is wrong. */
const SHOWN = 8;

/** Runs real processes, does to them what happens to processes, and checks that what is promised holds. */
async function main(): Promise<number> {
  const given = readOrExplain();
  if (given === null) return 2;
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGHUP', () => process.exit(129));
  print(`Seed ${given.seed}, ${given.rounds} rounds of ${given.scenarios.length} faults.`);
  const reports = await runAll(given);
  const rounds = reports.flatMap((report) => report.rounds);
  const passed = rounds.filter(isWell).length;
  const all = inOrder([...readEarlier(given.earlier), ...reports]);
  print(`\n${tableOf(all)}`);
  if (given.write) writePage(all);
  const counts = { passed, failed: rounds.length - passed };
  if (given.json !== null) writeFileSync(given.json, JSON.stringify({ ...counts, seed: given.seed, reports }, null, 2));
  print(`\n${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}

function readEarlier(file: string | null): readonly ScenarioReport[] {
  if (file === null) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly reports: readonly ScenarioReport[] }).reports;
}

/** Of each fault the latest report, in the order of the table. */
function inOrder(reports: readonly ScenarioReport[]): readonly ScenarioReport[] {
  const latest = new Map(reports.map((report) => [report.name, report]));
  return allScenarios.flatMap(({ name }) => latest.get(name) ?? []);
}

function readOrExplain(): Arguments | null {
  try {
    return readArguments(process.argv.slice(2), allScenarios);
  } catch (error) {
    print(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return null;
  }
}

/** As many at once as was asked for, in order. */
async function runAll({ scenarios, atOnce, seed, ...given }: Arguments): Promise<readonly ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  const waiting = [...scenarios.entries()];
  const runNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, scenario] = next;
      const onRound = (name: string, report: RoundReport) => tell(name, report, seed);
      reports[index] = await runScenario(scenario, { ...given, seed, onRound });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  return reports;
}

function tell(name: string, report: RoundReport, seed: string): void {
  const { round, executions, repeated, recoveredMs, wrong, folder } = report;
  const recovered = recoveredMs === null ? '' : `, recovered in ${seconds(recoveredMs)}`;
  const state = isWell(report) ? 'ok' : 'FAILED';
  print(`${name} ${round}: ${state}, ${executions} executions, ${repeated} attempts repeated${recovered}`);
  for (const what of wrong.slice(0, SHOWN)) print(`  ${what}`);
  if (wrong.length > SHOWN) print(`  and ${wrong.length - SHOWN} more`);
  if (!isWell(report)) print(`  again: npm run test:faults -- --only ${name} --seed ${seed} --from ${round}`);
  if (folder !== null) print(`  logs and data: ${folder}`);
}

process.exit(await main());
