import type { Config } from '../../config/config.js';
import type { Gateway } from '../../create-gateway.js';
import { type ExampleOperation, readExamples } from '../../http/start-page/read-examples.js';
import type { CliContext } from '../cli-context.js';
import { createPainter, type Painter } from '../painter.js';
import { EXAMPLES_FOLDER } from '../project-paths.js';
import { askGateway } from './ask-gateway.js';
import { formatResult } from './format-result.js';
import type { ProgressDisplay } from './progress-display.js';

/** Models load in seconds; whoever waits longer than this wants to know why. */
const READY_MS = 120_000;

export interface DemoOptions {
  readonly gateway: Gateway;
  readonly config: Config;
  readonly context: CliContext;
  readonly progress: ProgressDisplay;
  readonly developerKey: string | undefined;
}

/** Waits for the services, runs the example pipeline over HTTP and prints its result. What fails is told, not thrown. */
export async function runDemo({ gateway, config, context, progress, developerKey }: DemoOptions): Promise<void> {
  const paint = createPainter(context);
  try {
    await waitForServices(gateway, config, context, progress);
    const operation = await readPipeline();
    if (developerKey === undefined)
      throw new Error('it needs a development key, and the configuration names a file of keys');
    await showPipeline(operation, { url: gateway.url, key: developerKey, signal: context.signal }, context, paint);
  } catch (error) {
    if (context.signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    context.stdout.write(`\n${paint('red', 'The demo did not succeed:')} ${reason}\n`);
  }
}

async function waitForServices(
  { ready, supervisor }: Gateway,
  { services }: Config,
  { signal, stdout }: CliContext,
  progress: ProgressDisplay,
): Promise<void> {
  stdout.write('Starting the AI services. Their models are on this machine; nothing is fetched.\n');
  for (const { name } of services) {
    const state = supervisor.state(name);
    if (state !== undefined) progress.change(name, state);
  }
  const unsubscribe = supervisor.subscribe(progress.change);
  const patience = AbortSignal.timeout(READY_MS);
  try {
    await ready(AbortSignal.any([signal, patience]));
  } catch (error) {
    throw patience.aborted ? new Error(`the services were not ready within ${READY_MS / 1000} s`) : error;
  } finally {
    unsubscribe();
    progress.end();
  }
}

async function readPipeline(): Promise<ExampleOperation> {
  const { operations } = await readExamples(EXAMPLES_FOLDER);
  const pipeline = operations.find(({ name }) => name === 'pipeline');
  if (pipeline === undefined) throw new Error(`${EXAMPLES_FOLDER}/pipeline.graphql is missing`);
  return pipeline;
}

async function showPipeline(
  { title, query, variables }: ExampleOperation,
  target: { readonly url: string; readonly key: string; readonly signal: AbortSignal },
  { stdout }: CliContext,
  paint: Painter,
): Promise<void> {
  stdout.write(`\n${paint('bold', title)}\n`);
  stdout.write(
    paint('dim', `POST ${target.url}/graphql  (examples/pipeline.graphql, variables ${compact(variables)})\n\n`),
  );
  const startedAt = performance.now();
  const { data, errors } = await askGateway({ ...target, query, variables: parse(variables) });
  const durationMs = Math.round(performance.now() - startedAt);
  if (data !== null) stdout.write(formatResult(data, { paint, columns: Math.min(stdout.columns ?? 100, 120) }));
  stdout.write(paint('dim', `\nAnswered in ${durationMs} ms.\n`));
  if (errors.length > 0) throw new Error(errors.join('; '));
}

function parse(variables: string): unknown {
  return variables.trim() === '' ? {} : JSON.parse(variables);
}

function compact(variables: string): string {
  const text = JSON.stringify(parse(variables));
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
