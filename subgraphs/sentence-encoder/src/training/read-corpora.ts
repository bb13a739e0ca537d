import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { cleanText } from './clean-text.js';

/** A text and what people said of it. */
export interface Example {
  readonly text: string;
  /** The corpus and its class, such as `davidson-offensive`: every split holds the same share of each. */
  readonly stratum: string;
  readonly toxic: boolean;
  /** Undefined where the corpus does not tell. */
  readonly hate?: boolean;
}

/** What a corpus is called, whence it comes, under which licence, and how many rows were read. */
export interface Provenance {
  readonly name: string;
  readonly origin: string;
  readonly licence: string;
  readonly rows: number;
}

interface Corpora {
  /** Without doubles. */
  readonly examples: readonly Example[];
  readonly provenance: readonly Provenance[];
}

/**
 * Reads `davidson.csv` (columns `class` and `tweet`) and `surge.csv` (columns `text` and `is_toxic`) of a folder.
 *
 * @throws Error that names the file and the row for a class that is not known.
 */
export function readCorpora(folder: string): Corpora {
  const surge = readRows(folder, 'surge.csv').map(fromSurge);
  const davidson = readRows(folder, 'davidson.csv').map(fromDavidson);
  return {
    examples: withoutDoubles([...surge, ...davidson]),
    provenance: [
      {
        name: 'Hate Speech and Offensive Language, Davidson et al. 2017 (davidson.csv)',
        origin: 'https://github.com/t-davidson/hate-speech-and-offensive-language',
        licence: 'MIT',
        rows: davidson.length,
      },
      {
        name: 'Toxicity, Surge AI, in part (surge.csv)',
        origin: 'https://github.com/surge-ai/toxicity',
        licence: 'MIT',
        rows: surge.length,
      },
    ],
  };
}

type Row = Readonly<Record<string, string>>;

function readRows(folder: string, file: string): readonly Row[] {
  return parse<Record<string, string>>(readFileSync(join(folder, file)), { columns: true, bom: true });
}

const DAVIDSON_CLASSES: readonly Omit<Example, 'text'>[] = [
  { stratum: 'davidson-hate', toxic: true, hate: true },
  { stratum: 'davidson-offensive', toxic: true, hate: false },
  { stratum: 'davidson-neither', toxic: false, hate: false },
];

function fromDavidson(row: Row, index: number): Example {
  const labels = DAVIDSON_CLASSES[Number(row['class'])];
  if (!labels) throw unknownClass('davidson.csv', index, row['class']);
  return { text: cleanText(row['tweet'] ?? ''), ...labels };
}

function fromSurge(row: Row, index: number): Example {
  const label = row['is_toxic'];
  if (label !== 'Toxic' && label !== 'Not Toxic') throw unknownClass('surge.csv', index, label);
  const toxic = label === 'Toxic';
  return { text: cleanText(row['text'] ?? ''), stratum: toxic ? 'surge-toxic' : 'surge-not-toxic', toxic };
}

function unknownClass(file: string, index: number, value: string | undefined): Error {
  return new Error(`${file}, row ${index + 1}: expected a known class, got "${value ?? ''}".`);
}

/** Texts that differ in case, digits or punctuation alone are one, so that none stands on both sides of a split. */
function withoutDoubles(examples: readonly Example[]): Example[] {
  const first = new Map<string, Example>();
  for (const example of examples) {
    const key = example.text
      .toLowerCase()
      .replaceAll(/[^\p{L}]+/gu, ' ')
      .trim();
    if (key !== '' && !first.has(key)) first.set(key, example);
  }
  return [...first.values()];
}
