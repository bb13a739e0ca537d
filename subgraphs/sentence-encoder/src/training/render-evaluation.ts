import type { Figures } from './evaluate.js';
import type { Provenance } from './read-corpora.js';

/** What `weights/moderation.json` tells beside the weights themselves. */
export interface Evaluation {
  readonly data: readonly Provenance[];
  readonly split: {
    readonly training: number;
    readonly validation: number;
    readonly heldOut: number;
    readonly heldOutDigest: string;
  };
  readonly categories: readonly EvaluatedCategory[];
  /** Tried, and not good enough to be offered. */
  readonly rejected: readonly EvaluatedCategory[];
}

export interface EvaluatedCategory {
  readonly name: string;
  readonly threshold: number;
  readonly l2: number;
  readonly trainingCount: number;
  readonly heldOut: Figures;
  readonly heldOutSample: Figures;
}

const BEGIN = '<!-- evaluation: written by `npm run train` -->';
const END = '<!-- end of evaluation -->';

/** Puts the evaluation into the README, between its two marks. */
export function renderEvaluation(readme: string, evaluation: Evaluation): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`Expected "${BEGIN}" and "${END}" in the README.`);
  return `${before}${BEGIN}\n${renderTable(evaluation)}\n${END}${after}`;
}

function renderTable({ data, split, categories, rejected }: Evaluation): string {
  const rows = [
    ...categories.map((category) => renderRow(category, 'yes')),
    ...rejected.map((category) => renderRow(category, 'no')),
  ];
  return [
    `Trained on ${split.training} texts, tuned on ${split.validation}, evaluated once on ${split.heldOut} others.`,
    '',
    '| category | offered | threshold | L2 | held-out | accuracy | precision | recall | F1 | true + | false + | true − | false − |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    ...data.map(({ name, origin, licence, rows: count }) => `- ${name}: ${count} rows, ${licence} licence, ${origin}`),
  ].join('\n');
}

function renderRow({ name, threshold, l2, heldOut }: EvaluatedCategory, offered: string): string {
  const { count, accuracy, precision, recall, f1, truePositive, falsePositive, trueNegative, falseNegative } = heldOut;
  const rates = [accuracy, precision, recall, f1].map((value) => value.toFixed(3));
  const counts = [truePositive, falsePositive, trueNegative, falseNegative];
  return `| ${[name, offered, threshold, l2, count, ...rates, ...counts].join(' | ')} |`;
}
