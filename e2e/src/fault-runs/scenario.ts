import type { Site } from './parts/site.js';
import type { Random } from './random.js';

/** What came of one round. */
export interface RoundOutcome {
  readonly executions: number;
  /** Attempts beyond the first of each execution. */
  readonly repeated: number;
  /** The longest silence after the fault about what was under way, in milliseconds; null where nothing was. */
  readonly recoveredMs: number | null;
  /** What may not be. */
  readonly wrong: readonly string[];
}

/** A site that is open, and what happens to it in a round. */
export interface Stage {
  readonly site: Site;
  round(random: Random): Promise<RoundOutcome>;
}

/** A fault, to be had as often as one likes. */
export interface Scenario {
  /** As `--only` takes it. */
  readonly name: string;
  /** As the table tells it. */
  readonly title: string;
  open(folder: string): Promise<Stage>;
}
