/** One mistake of the configuration. */
export interface ConfigProblem {
  /** Where it stands: `sluice.yaml:12:5`, `environment` or `command line`. */
  readonly place: string;
  /** The setting as a reader writes it: `services[0].run`, `PORT`; empty where no setting is meant. */
  readonly setting: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** The configuration cannot be used; the message lists every problem, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(describe).join('\n'));
    this.problems = problems;
  }
}

function describe({ place, setting, message }: ConfigProblem): string {
  return [place, setting, message].filter((part) => part !== '').join(': ');
}
