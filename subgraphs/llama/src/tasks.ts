import {
  type AnswerResult,
  type BatchFunction,
  type CallContext,
  type GenerationMessage,
  type JsonObject,
  type Outcome,
  ServiceError,
  type SummaryResult,
  type Usage,
} from '@sluice/kit';

import type { Engine } from './engine.js';

/** What a model that follows instructions is asked to do with a text. */
export interface Tasks {
  readonly summarize: BatchFunction<string, { readonly model: string; readonly maxSentences: number }, SummaryResult>;
  readonly answer: BatchFunction<string, { readonly model: string; readonly question: string }, AnswerResult>;
}

const SUMMARIZE =
  'You summarize texts. You write the summary alone, in the language of the text, and add nothing to it.';
const ANSWER =
  'You answer questions from a text alone. Where the text does not answer the question, the answer is null. ' +
  'You tell how sure you are.';
const TOKENS_PER_SENTENCE = 60;
const ANSWER_TOKENS = 300;

const ANSWER_SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    answer: { oneOf: [{ type: 'null' }, { type: 'string' }] },
    sure: { enum: ['no', 'rather', 'yes'] },
  },
};
/** The model's own word, as a number. */
const CONFIDENCE: Readonly<Record<string, number>> = { no: 0.25, rather: 0.6, yes: 0.9 };

export function createTasks({ write, model }: Engine): Tasks {
  /** One text from the model, by its likeliest tokens. */
  async function ask(
    content: string,
    options: { readonly system: string; readonly maxTokens: number; readonly responseSchema?: JsonObject },
    context: CallContext,
  ): Promise<{ readonly text: string; readonly usage: Usage | undefined }> {
    const messages: GenerationMessage[] = [{ role: 'user', content, images: [] }];
    let [text, usage]: [string, Usage | undefined] = ['', undefined];
    for await (const piece of write({ model, messages, temperature: 0, stop: [], tools: [], ...options }, context)) {
      if (piece.type === 'delta') text += piece.text;
      if (piece.type === 'finish') usage = piece.usage;
    }
    return { text: text.trim(), usage };
  }

  async function summarize(text: string, maxSentences: number, context: CallContext): Promise<SummaryResult> {
    const asked = `Summarize this text in at most ${maxSentences} sentences:\n\n${text}`;
    const maxTokens = TOKENS_PER_SENTENCE * maxSentences;
    const { text: summary, usage } = await ask(asked, { system: SUMMARIZE, maxTokens }, context);
    if (summary === '') throw new ServiceError('OUTPUT_INVALID', 'The model wrote no summary.');
    return { model, text: summary, extractive: false, ...(usage && { usage }) };
  }

  async function answer(text: string, question: string, context: CallContext): Promise<AnswerResult> {
    const asked = `Text:\n${text}\n\nQuestion: ${question}`;
    const options = { system: ANSWER, maxTokens: ANSWER_TOKENS, responseSchema: ANSWER_SCHEMA };
    const { text: json, usage } = await ask(asked, options, context);
    const { answer: found, sure } = parseAnswer(json);
    return { model, text: found, confidence: CONFIDENCE[sure] ?? 0, ...(usage && { usage }) };
  }

  return {
    summarize: (texts, { maxSentences }, context) => each(texts, (text) => summarize(text, maxSentences, context)),
    answer: (texts, { question }, context) => each(texts, (text) => answer(text, question, context)),
  };
}

/** All at once, on as many sequences as there are; one that fails fails alone. */
async function each<Result>(
  texts: readonly string[],
  task: (text: string) => Promise<Result>,
): Promise<Outcome<Result>[]> {
  const settled = await Promise.allSettled(texts.map(task));
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error)));
}

function parseAnswer(json: string): { readonly answer: string | null; readonly sure: string } {
  try {
    const { answer, sure } = JSON.parse(json) as { answer: string | null; sure: string };
    return { answer: answer?.trim() === '' ? null : answer, sure };
  } catch (error) {
    throw new ServiceError('OUTPUT_INVALID', 'The model did not come to the end of its answer.', {}, { cause: error });
  }
}
