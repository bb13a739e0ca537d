import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { FormattedExecutionResult } from 'graphql';

import type { Config } from './config/config.js';
import type { Graph } from './create-graph.js';
import type { Dispatcher } from './executions/dispatch.js';
import type { Sealer } from './executions/sealing/sealer.js';
import { startWorker } from './executions/start-worker.js';
import type { ContextWork, FormattedResult, RunContext } from './executions/run-context.js';
import type { AnswerStream } from './http/pipeline/answer-stream.js';
import { createPipeline, type Pipeline, type PipelineOptions } from './http/pipeline/create-pipeline.js';
import { createBackOff } from './storage/back-off.js';
import type { Storage } from './storage/create-storage.js';
import { startDeliverer } from './webhooks/start-deliverer.js';

export interface ExecutionsAround extends Pick<PipelineOptions, 'metrics' | 'hooks'> {
  readonly storage: Storage;
  readonly graph: Pick<Graph, 'server' | 'supergraph'>;
  /** Resolves when AI services can be asked; rejects when the signal aborts. */
  readonly serving: (signal: AbortSignal) => Promise<void>;
}

/** Whether executions are taken. */
export type WorkerState = 'STARTING' | 'RUNNING' | 'STOPPED';

/** What runs executions in this process. */
export interface RunningExecutions {
  state(): WorkerState;
  /** Takes no more, and gives what runs to others. */
  close(): Promise<void>;
}

/** Runs executions in this process, as soon as there is somebody to ask. */
export function startExecutions(
  { config, sealer, logger }: { readonly config: Config; readonly sealer: Sealer; readonly logger: Logger },
  { storage, graph, serving, metrics, hooks }: ExecutionsAround,
): RunningExecutions {
  const { executions: settings } = config;
  const stopping = new AbortController();
  const pipeline = createPipeline({
    server: graph.server,
    requestTimeoutMs: settings.attemptTimeoutMs,
    logger,
    metrics,
    hooks,
  });
  const runContext = createRunContext(pipeline);
  const work = { storage, sealer, settings, graph: graph.supergraph.current, runContext, logger };
  let state: WorkerState = 'STARTING';
  const started = startInTime(() => serving(stopping.signal).then(() => startWorker(work)), stopping.signal, logger);
  void started.then((worker) => void (worker && state === 'STARTING' && (state = 'RUNNING')));
  // Messages need no AI service: they are sent from the start on.
  const deliverer = startDeliverer({
    store: storage.store,
    sealer,
    settings: config.webhooks,
    logger,
    onAttempt: metrics.onWebhookAttempt,
  });
  return {
    state: () => state,
    async close() {
      state = 'STOPPED';
      stopping.abort();
      await Promise.all([deliverer.close(), started.then((worker) => worker?.close())]);
    },
  };
}

/** Tries until it has started; null once the signal has aborted. */
async function startInTime(
  start: () => Promise<Dispatcher>,
  signal: AbortSignal,
  logger: Logger,
): Promise<Dispatcher | null> {
  const backOff = createBackOff({ firstMs: 500, longestMs: 15_000 });
  while (!signal.aborted) {
    try {
      return await start();
    } catch (error) {
      if (signal.aborted) return null;
      logger.error({ error }, 'Executions are not run yet: the worker could not start; tried again.');
      await backOff.wait(signal);
    }
  }
  return null;
}

const NO_LABELS: ReadonlySet<string> = new Set();

/** Lets executions run operations on the one way that those of all transports go. */
export function createRunContext(pipeline: Pipeline): RunContext {
  return async ({ query, operationName, variables, ...work }) => {
    const { principal, requestId, signal, timeoutMs, callLog } = work;
    const given = { principal, requestId, signal, timeoutMs, callLog };
    const caller = { ...given, takesStreams: true, traceparent: undefined, labels: NO_LABELS };
    const request = { query, variables, ...(operationName !== undefined && { operationName }) };
    const startedAt = performance.now();
    const answer = await pipeline.run(request, caller);
    if (answer.kind === 'result') return toResult(answer.result);
    return readStream(answer.stream, work, timeoutMs - (performance.now() - startedAt));
  };
}

/** The time of an operation ends when its subscription is opened; that of an attempt does not. */
async function readStream(
  stream: AnswerStream,
  { signal, onEvent, timeoutMs }: Pick<ContextWork, 'signal' | 'onEvent' | 'timeoutMs'>,
  leftMs: number,
): Promise<FormattedResult> {
  let isLate = false;
  // Nobody comes back to it by another way: what runs of it is to stop at once.
  const leave = () => stream.leave('done');
  const timer = setTimeout(() => {
    isLate = true;
    leave();
  }, leftMs);
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  try {
    for (let event = await stream.next(); event !== null; event = await stream.next()) {
      if (event.kind === 'failed') return { errors: [event.error] };
      onEvent(toResult(event.result));
    }
    return isLate ? { errors: [tooLate(timeoutMs)] } : { data: null };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}

function toResult({ data, errors }: FormattedExecutionResult): FormattedResult {
  return { ...(data !== undefined && { data }), ...(errors && { errors }) };
}

function tooLate(timeoutMs: number) {
  const { message, extensions } = new ServiceError(
    'DEADLINE_EXCEEDED',
    `The answer was not ready within ${Math.round(timeoutMs)} ms.`,
  );
  return { message, extensions };
}
