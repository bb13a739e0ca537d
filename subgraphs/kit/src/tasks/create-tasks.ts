import type { BatchOptions, Capabilities, Capability, Provenance } from '../capabilities.js';
import type { GenerationCapability } from '../generation/generation-capability.js';
import { answering } from './answering.js';
import { classification } from './classification.js';
import { description } from './description.js';
import { each } from './each.js';
import { runTask } from './run-task.js';
import { summarization } from './summarization.js';
import type { Task } from './task.js';
import { translation } from './translation.js';

export type TaskName = 'answering' | 'classification' | 'description' | 'summarization' | 'translation';

export interface TasksOptions extends Pick<GenerationCapability, 'models' | 'details' | 'stream'> {
  /** Questions to the model under way at once, of each task. @default 8 */
  readonly concurrency?: number;
  /** Longest time of one batch, in milliseconds. @default 120,000 */
  readonly deadlineMs?: number;
}

const CONCURRENCY = 8;
const DEADLINE_MS = 120_000;

/**
 * What any language model that follows instructions can do beside writing, as capabilities of their own: summaries,
 * answers, translations, zero-shot classification, and of models that see, descriptions of pictures.
 */
export function createTasks(options: TasksOptions): Pick<Capabilities, TaskName> {
  const { models, details } = options;
  const [first, ...others] = models.filter((model) => details?.[model]?.inputs?.includes('image'));
  return {
    summarization: capability(summarization, options),
    answering: capability(answering, options),
    translation: capability(translation, options),
    classification: capability(classification, options),
    ...(first !== undefined && { description: capability(description, { ...options, models: [first, ...others] }) }),
  };
}

function capability<Item, Options, Output, Result extends object>(
  task: Task<Item, Options, Output, Result>,
  { models, details = {}, stream, concurrency = CONCURRENCY, deadlineMs = DEADLINE_MS }: TasksOptions,
): Capability<Item, Options, Result & Provenance> {
  const batch: Partial<BatchOptions> = { maxSize: concurrency, concurrency: 4, deadlineMs };
  return {
    models,
    details,
    batch,
    run(items, options, context) {
      const { features, maxOutputTokens = null } = details[options.model] ?? {};
      const isHeld = features?.includes('structured-output') ?? true;
      const thinks = features?.includes('thinking') ?? false;
      const by = { model: options.model, stream, isHeld, maxOutputTokens, thinks };
      return each(items, concurrency, (item, index) => {
        const { signal, logger, callers } = context;
        return runTask(task, { item, options }, by, { signal, logger, callers: [callers[index] ?? null] });
      });
    },
  };
}
