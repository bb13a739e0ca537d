import { createService, type Service, type ServiceOptions } from '@sluice/kit';

import { MISSING, type Settings } from './settings.js';

const IDENTITY = { name: 'llama', version: '0.1.0' };

/**
 * Language models on llama.cpp. Without a model file the service offers nothing, and does not even load the runtime.
 * Summaries and answers are offered only with a model that has a chat template: one without was not trained to follow
 * instructions.
 */
export async function createLlama(
  settings: Settings | undefined,
  options: Pick<ServiceOptions, 'logger'> = {},
): Promise<Service> {
  if (!settings) return createService({ ...IDENTITY, ...options, capabilities: {}, missing: MISSING });
  const { createEngine } = await import('./engine.js');
  const { createTasks } = await import('./tasks.js');
  const engine = await createEngine(settings);
  const models = [engine.model] as const;
  const tasks = createTasks(engine);
  const batch = { maxSize: settings.parallel, deadlineMs: 300_000 };
  return createService({
    ...IDENTITY,
    ...options,
    capabilities: {
      generation: { models, stream: engine.write, concurrency: settings.parallel },
      ...(engine.followsInstructions && {
        summarization: { models, batch, run: tasks.summarize },
        answering: { models, batch, run: tasks.answer },
      }),
    },
    load: engine.load,
    close: engine.close,
  });
}
