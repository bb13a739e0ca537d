import { ServiceError } from '@sluice/schema';
import { z } from 'zod';
import type { CallContext, Provenance, Usage } from '../capabilities.js';
import { paidFor, withPaid } from '../errors/paid-failure.js';
import type { GenerationCapability, GenerationMessage, JsonObject } from '../generation/generation-capability.js';
import { askModel } from './ask-model.js';
import { correction, subjectMessage, systemPrompt } from './prompt.js';
import type { Task } from './task.js';

/** Who does a task. */
export interface TaskModel {
  readonly model: string;
  readonly stream: GenerationCapability['stream'];
  /** Whether the model can be held to a JSON Schema; else it is told, and its answer is checked all the same. */
  readonly isHeld: boolean;
  /** The most that the model writes at once; vendors refuse who asks for more. Null where it is not known. */
  readonly maxOutputTokens: number | null;
  /** Whether it thinks before it writes, which counts as written. */
  readonly thinks: boolean;
}

/** What a model may think about a task beside what it writes, in tokens: the tasks are small, but some think long. */
const THINKING_TOKENS = 8_000;

/** An answer that cannot be used is asked for once more, with the reason. */
const TRIES = 2;
const MAX_PROBLEM = 500;

/**
 * Lets a model do a task on one item. Its answer is checked whatever the model promises.
 *
 * @throws `OUTPUT_INVALID` where the second answer cannot be used either
 */
export async function runTask<Item, Options, Output, Result extends object>(
  task: Task<Item, Options, Output, Result>,
  { item, options }: { readonly item: Item; readonly options: Options },
  { model, stream, isHeld, maxOutputTokens, thinks }: TaskModel,
  context: CallContext,
): Promise<Result & Provenance> {
  const form = task.form(options);
  const schema = jsonSchemaOf(form);
  const messages: GenerationMessage[] = [subjectMessage(task.subject(item))];
  const usages: Usage[] = [];
  const maxTokens = task.maxTokens(item, options) + (thinks ? THINKING_TOKENS : 0);
  let problem = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    // The second question holds the first answer.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await askModel(
      stream,
      {
        model,
        messages,
        system: systemPrompt(task.instructions(options), isHeld ? null : schema),
        temperature: 0,
        maxTokens: Math.min(maxTokens, maxOutputTokens ?? Infinity),
        stop: [],
        tools: [],
        ...(isHeld && { responseSchema: schema }),
      },
      context,
    ).catch((error: unknown) => {
      throw withUsages(error, [...usages, ...usageFor(error)], model);
    });
    if (answer.usage) usages.push(answer.usage);
    const result = readAnswer(answer.text, form, (output) => task.read(output, options));
    if (typeof result !== 'string') return { ...result, model, ...(usages.length > 0 && { usage: sum(usages) }) };
    problem = result;
    messages.push(...correction(answer.text, problem));
  }
  const message = 'The model gave no answer of the form that the task needs.';
  throw withUsages(new ServiceError('OUTPUT_INVALID', message, {}, { cause: new Error(problem) }), usages, model);
}

function usageFor(error: unknown): Usage[] {
  const paid = paidFor(error)?.usage;
  return paid ? [paid] : [];
}

/** The error, with what all answers until then have consumed. */
function withUsages(error: unknown, usages: readonly Usage[], model: string): unknown {
  return error instanceof Error && usages.length > 0 ? withPaid(error, { model, usage: sum(usages) }) : error;
}

/** @returns what the task makes of the answer, or what is wrong with it */
function readAnswer<Output, Result extends object>(
  text: string,
  form: z.ZodType<Output>,
  read: (output: Output) => Result | string,
): Result | string {
  let json: unknown;
  try {
    json = JSON.parse(withoutFence(text));
  } catch {
    return 'it is no JSON.';
  }
  const checked = form.safeParse(json);
  return checked.success ? read(checked.data) : `${z.prettifyError(checked.error)}.`.slice(0, MAX_PROBLEM);
}

/** Models that are only told to write JSON like to put it into a fence of Markdown. */
function withoutFence(text: string): string {
  return /^\s*```(?:json)?\s*\n([^]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
}

function jsonSchemaOf(form: z.ZodType): JsonObject {
  const { $schema: _, ...schema } = z.toJSONSchema(form);
  return schema as JsonObject;
}

function sum(usages: readonly Usage[]): Usage {
  const total: Record<string, number> = {};
  for (const usage of usages)
    for (const [name, count] of Object.entries(usage)) total[name] = (total[name] ?? 0) + (count as number);
  return total;
}
