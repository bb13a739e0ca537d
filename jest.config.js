import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

const services = readdirSync(new URL('subgraphs', import.meta.url)).map((name) => `subgraphs/${name}`);

/** TypeScript through SWC, native ES modules. Types are checked by `tsc`, not here. */
const project = (folder) => ({
  displayName: basename(folder),
  rootDir: folder,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
});

/** One run and one count for all packages. They are built first; tests import their neighbours' `dist`. */
export default {
  testSequencer: './scripts/longest-first.js',
  projects: ['telemetry', 'schema', 'gateway', ...services, 'e2e'].map(project),
  // On a machine that is busy elsewhere everything takes several times as long.
  testTimeout: 60_000,
  // Of two cores: many suites wait for a clock, a socket or a process, and two more workers use what they leave.
  maxWorkers: 4,
};
