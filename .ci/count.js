// The counts of a run, from the reports that jest and the fault runs have written.
import { existsSync, readFileSync } from 'node:fs';

const [command, ...args] = process.argv.slice(2);
if (command === 'failed-suites') for (const { name } of failedSuites(read(args[0]))) process.stdout.write(`${name}\n`);
else if (command === 'total') total(...args);
else throw new Error(`There is no command ${command}.`);

function read(file) {
  const text = readFileSync(file, 'utf8');
  return text === '' ? null : JSON.parse(text);
}

/** Also those that broke before their first test. */
function failedSuites({ testResults }) {
  return testResults.filter(({ status }) => status === 'failed');
}

function total(report, again, faults, status) {
  const first = read(report);
  const second = read(again);
  // Where the fault runs have left no report, they have failed as a whole.
  const rounds = read(faults) ?? { passed: 0, failed: 1 };
  const suites = second ? withSecondGo(first, second) : first.testResults;
  const tests = suites.flatMap(({ assertionResults }) => assertionResults);
  const broken = suites.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(hasFailed),
  );
  const passed = tests.filter((test) => test.status === 'passed').length + rounds.passed;
  const failed = tests.filter(hasFailed).length + broken.length + rounds.failed;
  const skipped = tests.filter((test) => test.status === 'pending').length;
  const missed = leftOut(tests);
  for (const { fullName } of missed) process.stderr.write(`left out: ${fullName}\n`);
  process.exitCode = failed > 0 || missed.length > 0 || tests.length === 0 ? 1 : Number(status);
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
}

function hasFailed({ status }) {
  return status === 'failed';
}

/** The suites of the first run, those that were run again as they then ended. */
function withSecondGo(first, second) {
  const later = new Map(second.testResults.map((suite) => [suite.name, suite]));
  for (const { name, assertionResults, message } of failedSuites(first)) {
    const failures = assertionResults.filter(hasFailed).map(({ fullName }) => fullName);
    const outcome = later.get(name)?.status === 'passed' ? 'passed' : 'failed again';
    process.stderr.write(`second go ${outcome}: ${name}: ${failures.join('; ') || message}\n`);
  }
  return first.testResults.map((suite) => later.get(suite.name) ?? suite);
}

/** What a whole machine can run must have run: a test that was left out is no test that passed. */
function leftOut(tests) {
  // The servers were started by the run; what else is missing is forgiven where the models and voices are not at hand.
  const isWhole = existsSync('../shared');
  return tests
    .filter(({ status, fullName }) => status === 'pending' && fullName.includes('LEFT OUT'))
    .filter(({ fullName }) => isWhole || /LEFT OUT, no (postgres|redis) server/.test(fullName));
}
