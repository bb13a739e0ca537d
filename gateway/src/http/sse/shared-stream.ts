import type { Readable } from 'node:stream';

import { ServiceError } from '@sluice/schema';
import type { FormattedExecutionResult } from 'graphql';

import type { CallerWatch } from '../../identity/caller-watch.js';
import type { AnswerEvent } from '../pipeline/answer-stream.js';
import type { Answer, Pipeline } from '../pipeline/create-pipeline.js';
import type { FrameStreamOptions } from '../streams/frame-stream.js';
import { lastWord } from '../streams/last-word.js';
import { tooSlow } from '../streams/send-stream.js';
import { createAwaitedBody } from './awaited-body.js';
import { type AddedOperation, closingFrames, completeFrame, nextFrame } from './operation-request.js';
import { createStreamOperations, type StreamOperation } from './stream-operations.js';

/** One event stream that carries several operations: the protocol's single connection mode. */
export interface SharedStream {
  /** @returns the body @throws ServiceError `BAD_USER_INPUT` when it is open already */
  open(options: Omit<FrameStreamOptions, 'onEnd' | 'onSlow'>): Readable;
  /**
   * Runs an operation whose results go to the stream.
   *
   * @returns the errors of one that cannot run, null for one that does
   * @throws ServiceError for one too many, or an id that is in use
   */
  add(operation: AddedOperation): Promise<FormattedExecutionResult | null>;
  /** Ends an operation; one that is not known is no mistake, it may just have ended. */
  remove(id: string): void;
  /** Takes no more operations, and ends when those that run have ended. */
  finish(): void;
  /** Ends everything, and tells each operation why. */
  fail(reason: ServiceError): void;
}

export interface SharedStreamOptions {
  readonly pipeline: Pipeline;
  /** Tells when a caller is not to be served any longer. */
  readonly watch: CallerWatch['watch'];
  /** Of the request that reserved it. */
  readonly requestId: string;
  /** Most operations at once. */
  readonly maxOperations: number;
  /** How long it waits to be opened, in milliseconds. */
  readonly openWithinMs: number;
  /** Told once. */
  readonly onClose: () => void;
}

export function createSharedStream(options: SharedStreamOptions): SharedStream {
  const operations = createStreamOperations(options.maxOperations);
  const lastFrames = (reason: ServiceError) => closingFrames(operations.ids, lastWord(reason, options.requestId));
  let isFinishing = false;
  const body = createAwaitedBody(options.openWithinMs, () => {
    operations.removeAll();
    isFinishing = true;
    options.onClose();
  });

  function end(operation: StreamOperation): void {
    operations.end(operation);
    if (isFinishing && operations.size === 0) body.end('');
  }

  function remove(id: string): void {
    operations.remove(id);
    if (isFinishing && operations.size === 0) body.end('');
  }

  async function tell(operation: StreamOperation, answer: Answer, added: AddedOperation): Promise<void> {
    const write = async (frame: string) => void (operations.has(operation) && (await body.write(frame)));
    using _ = options.watch(added.principal, (reason) => {
      if (!operations.has(operation)) return;
      void body.write(closingFrames([operation.id], lastWord(reason, added.requestId)));
      remove(operation.id);
    });
    await tellAll(operation.id, answer, write);
    end(operation);
  }

  return {
    open: (around) => body.open({ ...around, onSlow: () => lastFrames(tooSlow()) }),
    async add(added) {
      if (isFinishing) throw new ServiceError('SHUTTING_DOWN', 'This event stream ends.');
      const operation = operations.start(added.id);
      const answer = await runFor(operation, added, options).catch((error: unknown) => {
        end(operation);
        throw error;
      });
      const refused = refusalOf(answer);
      if (refused) end(operation);
      // Whatever goes wrong here ends this stream, never the process.
      else tell(operation, answer, added).catch(body.close);
      return refused;
    },
    remove,
    finish() {
      isFinishing = true;
      if (operations.size === 0 || !body.isOpen) body.end('');
    },
    fail: (reason) => body.end(lastFrames(reason)),
  };
}

async function tellAll(id: string, answer: Answer, write: (frame: string) => Promise<void>): Promise<void> {
  for (let event = await firstOf(answer); event; event = await nextOf(answer)) await write(nextFrame(id, event));
  await write(completeFrame(id));
}

async function runFor(
  operation: StreamOperation,
  { id: _, requestId, traceparent, labels, principal, ...request }: AddedOperation,
  { pipeline }: SharedStreamOptions,
): Promise<Answer> {
  const { signal } = operation.leaving;
  const answer = await pipeline.run(request, { requestId, traceparent, labels, principal, signal, takesStreams: true });
  if (answer.kind === 'stream') operation.stream = answer.stream;
  return answer;
}

/** The errors of an operation that was not executed. */
function refusalOf(answer: Answer): FormattedExecutionResult | null {
  return answer.kind === 'result' && answer.result.data === undefined ? answer.result : null;
}

async function firstOf(answer: Answer): Promise<AnswerEvent | null> {
  return answer.kind === 'stream' ? answer.stream.next() : { kind: 'next', result: answer.result };
}

async function nextOf(answer: Answer): Promise<AnswerEvent | null> {
  return answer.kind === 'stream' ? answer.stream.next() : null;
}
