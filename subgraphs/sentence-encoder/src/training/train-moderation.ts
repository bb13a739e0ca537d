import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, type Engine, MODEL } from '../engine.js';
import { embedExamples } from './embed-examples.js';
import { type Example, type Provenance, readCorpora } from './read-corpora.js';
import { renderEvaluation } from './render-evaluation.js';
import { digestOf, type Split, splitExamples } from './split-examples.js';
import { type Label, roundNumber, trainCategory, type TrainedCategory } from './train-category.js';

const WEIGHTS = new URL('../../weights/moderation.json', import.meta.url);
const README = new URL('../../README.md', import.meta.url);

/** What is tried; each needs figures of this height on the held-out texts to be offered. */
const LABELS: Readonly<Record<string, Label>> = { toxicity: ({ toxic }) => toxic, hate: ({ hate }) => hate };
const LEAST_PRECISION = 0.8;
const LEAST_RECALL = 0.8;

/** `train-moderation --data DIR`: writes the weights with their evaluation, and the README's table of it. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  if (values.data === undefined) throw new Error('Expected --data DIR, the folder with davidson.csv and surge.csv.');
  // npm runs scripts in the package's folder; the caller means a path from where it was called.
  const { examples, provenance } = readCorpora(resolve(process.env['INIT_CWD'] ?? '.', values.data));
  const split = splitExamples(examples);
  const engine = createEngine();
  const trained = await train(split, engine);
  await engine.close();
  writeFileSync(WEIGHTS, `${JSON.stringify(describe(trained, split, provenance))}\n`);
  writeFileSync(README, renderEvaluation(readFileSync(README, 'utf8'), JSON.parse(readFileSync(WEIGHTS, 'utf8'))));
}

async function train(split: Split, engine: Engine): Promise<TrainedCategory[]> {
  const embedded = {
    training: await report('training', split.training, engine),
    validation: await report('validation', split.validation, engine),
    heldOut: await report('held-out', split.heldOut, engine),
  };
  return Object.entries(LABELS).map(([name, label]) => {
    const trained = trainCategory(name, label, embedded);
    tell(`${name}: l2 ${trained.l2}, threshold ${trained.threshold}, held-out ${JSON.stringify(trained.heldOut)}`);
    return trained;
  });
}

function report(part: string, examples: readonly Example[], engine: Engine) {
  tell(`Embedding ${examples.length} texts of the ${part} part.`);
  return embedExamples(examples, engine);
}

/** The content of `weights/moderation.json`. */
function describe(trained: readonly TrainedCategory[], split: Split, provenance: readonly Provenance[]) {
  return {
    model: MODEL,
    data: provenance,
    split: {
      training: split.training.length,
      validation: split.validation.length,
      heldOut: split.heldOut.length,
      heldOutDigest: digestOf(split.heldOut),
    },
    categories: trained.filter(isUseful).map(describeCategory),
    rejected: trained
      .filter((category) => !isUseful(category))
      .map(({ weights: _weights, bias: _bias, ...figures }) => figures),
  };
}

const isUseful = ({ heldOut }: TrainedCategory) =>
  heldOut.precision >= LEAST_PRECISION && heldOut.recall >= LEAST_RECALL;

function describeCategory({ weights, ...rest }: TrainedCategory) {
  return { ...rest, weights: Array.from(weights, roundNumber) };
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
