import type { Logger } from '@sluice/telemetry';

import type { ExecutionSettings } from '../config/execution-settings.js';
import type { Storage } from '../storage/create-storage.js';
import { createAnnouncer } from './announce.js';
import type { Graph } from './context-operations.js';
import { operationsOf } from './create-executions.js';
import { type Dispatcher, startDispatcher } from './dispatch.js';
import { createEventWriter } from './event-writer.js';
import type { RunContext } from './run-context.js';
import type { Sealer } from './sealing/sealer.js';
import { startSweeping } from './start-sweeping.js';

export interface WorkerOptions {
  readonly storage: Pick<Storage, 'store' | 'queue' | 'bus'>;
  readonly sealer: Sealer;
  readonly settings: ExecutionSettings;
  readonly graph: () => Graph;
  readonly runContext: RunContext;
  readonly logger: Logger;
}

/** Starts to run executions in this process, as many at once as the settings say. */
export async function startWorker(options: WorkerOptions): Promise<Dispatcher> {
  const { storage, sealer, settings, graph, runContext, logger } = options;
  const { store, queue, bus } = storage;
  const announce = createAnnouncer(bus, (error) => logger.debug({ error }, 'A hint was not taken.'));
  const onError = (error: unknown) => logger.warn({ error }, 'Events could not be written; tried again.');
  const writer = createEventWriter({ store, sealer, announce, flushMs: settings.flushMs, onError });
  const dispatcher = await startDispatcher({
    ...settings,
    store,
    queue,
    bus,
    sealer,
    announce,
    writer,
    runContext,
    logger,
    operationOf: (kind) => operationsOf(graph()).get(kind),
    // While the store is away, nobody else can have taken what is held here.
    graceMs: settings.attemptTimeoutMs,
  });
  const stopSweeping = startSweeping({ ...settings, store, queue, sealer, announce, logger });
  return {
    get running() {
      return dispatcher.running;
    },
    async close() {
      await Promise.all([dispatcher.close(), stopSweeping()]);
    },
  };
}
