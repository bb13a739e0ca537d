import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { FormattedExecutionResult } from 'graphql';

import type { Config } from './config/config.js';
import type { Graph } from './create-graph.js';
import type { Sealer } from './executions/sealing/sealer.js';
import { startWorker } from './executions/start-worker.js';
import type { ContextWork, FormattedResult, RunContext } from './executions/run-context.js';
import type { AnswerStream } from './http/pipeline/answer-stream.js';
import { createPipeline, type Pipeline, type PipelineOptions } from './http/pipeline/create-pipeline.js';
import type { Storage } from './storage/create-storage.js';

export interface ExecutionsAround extends Pick<PipelineOptions, 'metrics' | 'hooks'> {
  readonly storage: Storage;
  readonly graph: Pick<Graph, 'server' | 'supergraph'>;
  /** Resolves when AI services can be asked; rejects when the signal aborts. */
  readonly serving: (signal: AbortSignal) => Promise<void>;
}

/** What runs executions in this process. */
export interface RunningExecutions {
  /** Takes no more, and gives what runs to others. */
  close(): Promise<void>;
}

/** Runs executions in this process, as soon as there is somebody to ask. */
export function startExecutions(
  { config, sealer, logger }: { readonly config: Config; readonly sealer: Sealer; readonly logger: Logger },
  { storage, graph, serving, metrics, hooks }: ExecutionsAround,
): RunningExecutions {
  const { executions: settings } = config;
  if (settings.concurrency === 0) return { close: async () => {} };
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
  const started = serving(stopping.signal).then(
    () => startWorker(work),
    () => null,
  );
  started.catch((error: unknown) => logger.error({ error }, 'Executions are not run: the worker could not start.'));
  return {
    async close() {
      stopping.abort();
      await (await started.catch(() => null))?.close();
    },
  };
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
