import { ServiceError } from '@sluice/schema';
import type { FastifyReply } from 'fastify';

import type { AnswerStream } from '../pipeline/answer-stream.js';
import { createFrameStream, type FrameStream } from './frame-stream.js';
import { lastWord } from './last-word.js';
import { sendBody } from './send-body.js';
import type { StreamFormat } from './stream-format.js';

export interface SendStreamOptions {
  readonly format: StreamFormat;
  readonly slowReaderMs: number;
  readonly heartbeatMs: number;
  /** Tells when the caller is not to be served any longer. */
  readonly watch: (onEnd: (reason: ServiceError) => void) => Disposable;
  /** Told once, when the response is over. */
  readonly onClose: () => void;
}

/** Answers with a stream: one response, one subscription. */
export function sendStream(reply: FastifyReply, stream: AnswerStream, options: SendStreamOptions): FastifyReply {
  const { format, slowReaderMs, heartbeatMs, onClose } = options;
  const last = (reason: ServiceError) => format.event(lastWord(reason, reply.request.id)) + format.closing;
  const frames = createFrameStream({
    heartbeat: format.heartbeat,
    heartbeatMs,
    slowReaderMs,
    onSlow: () => last(tooSlow()),
    onEnd() {
      // Over HTTP, who wants no more and who was lost look the same.
      stream.leave('lost');
      watch[Symbol.dispose]();
    },
  });
  const watch = options.watch((reason) => frames.end(last(reason)));
  void writeAll(frames, stream, format).catch((error: Error) => frames.body.destroy(error));
  return sendBody(reply, frames.body, { contentType: format.contentType, slowReaderMs, onClose });
}

async function writeAll(frames: FrameStream, stream: AnswerStream, format: StreamFormat): Promise<void> {
  await frames.write(format.opening);
  for (;;) {
    const event = await stream.next();
    if (event === null) break;
    await frames.write(format.event(event));
  }
  frames.end(format.closing);
}

/** What a reader is told who leaves unread what was sent. */
export function tooSlow(): ServiceError {
  return new ServiceError('SUBSCRIPTION_TOO_SLOW', 'What was sent was not read in time.');
}
