/**
 * A service that takes its time, so that whatever is killed is killed in the middle of work. What it answers follows
 * from what it is asked; every call is noted in the file that `FAULT_JOURNAL` names.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { createService, type GenerationPiece, runService } from '@sluice/kit';

import { LANGUAGE, readPrompt, summaryOf, toPieces, VECTOR } from './answers.js';

const MODEL = 'slow';
const PIECE_MS = 45;
const CALL_MS = [200, 900] as const;

const journal = process.env['FAULT_JOURNAL'];

function note(capability: string, text: string): void {
  if (journal) appendFileSync(journal, `${JSON.stringify({ capability, text })}\n`);
}

async function* write(prompt: string, signal: AbortSignal): AsyncGenerator<GenerationPiece> {
  note('generation', prompt);
  const pieces = toPieces(readPrompt(prompt));
  for (const text of pieces) {
    await sleep(PIECE_MS, undefined, { signal });
    yield { type: 'delta', text };
  }
  yield { type: 'finish', reason: 'STOP', usage: { inputTokens: 3, outputTokens: pieces.length } };
}

/** Works on each text as long as its characters say, so that calls end one after the other. */
const slowly =
  <Result>(capability: string, answer: (text: string) => Result) =>
  async (texts: readonly string[], _options: object, { signal }: { readonly signal: AbortSignal }) => {
    for (const text of texts) note(capability, text);
    const [least, most] = CALL_MS;
    const characters = texts.join('').split('');
    const sum = characters.reduce((total, character) => total + character.charCodeAt(0), 0);
    await sleep(least + (sum % (most - least)), undefined, { signal });
    return texts.map(answer);
  };

const batch = { concurrency: 200, windowMs: 1 };

await runService(
  createService({
    name: 'slow',
    version: '1.0.0',
    capabilities: {
      generation: {
        models: [MODEL],
        concurrency: 200,
        stream: ({ messages }, { signal }) => write(String(messages.at(-1)?.content), signal),
      },
      language: {
        models: [MODEL],
        batch,
        run: slowly('language', () => ({ model: MODEL, code: LANGUAGE, confidence: 1, alternatives: [] })),
      },
      embeddings: {
        models: [MODEL],
        batch,
        run: slowly('embeddings', () => ({ model: MODEL, vector: Float32Array.from(VECTOR) })),
      },
      summarization: {
        models: [MODEL],
        batch,
        run: slowly('summarization', (text) => ({ model: MODEL, text: summaryOf(text), extractive: false })),
      },
    },
  }),
);
