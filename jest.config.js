/** One jest project a package: one run, one count. Packages are built first; tests import their neighbours' `dist`. */
export default {
  projects: ["telemetry", "schema", "gateway", "subgraphs/*", "e2e"].map((folder) => `<rootDir>/${folder}/jest.config.js`),
  testTimeout: 30_000,
  // Two cores: more workers only make models wait for each other.
  maxWorkers: 2,
};
