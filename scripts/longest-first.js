import Sequencer from '@jest/test-sequencer';

/** Suites that start processes and load models: small files, which a first run would take for quick ones, and end with. */
const LONG = [
  /\.contract\.test\.ts$/,
  /define-service-contract/,
  /\/e2e\//,
  /serve-process/,
  /lost-workers/,
  /\/rounds\.test/,
];

/** The order of jest, with long suites first, so that no processor waits for the last of them. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    const isLong = ({ path }) => LONG.some((part) => part.test(path));
    return [...ordered.filter(isLong), ...ordered.filter((test) => !isLong(test))];
  }
}
