import { ServiceError } from '@sluice/schema';
import type { FastifyReply } from 'fastify';

import type { SubscriptionSettings } from '../../config/subscription-settings.js';
import type { AnswerEvent, AnswerStream } from '../pipeline/answer-stream.js';
import { createFrameStream, type FrameStream } from './frame-stream.js';
import type { StreamFormat } from './stream-format.js';

export interface SendStreamOptions {
  readonly format: StreamFormat;
  readonly limits: Pick<SubscriptionSettings, 'slowReaderMs'>;
  readonly heartbeatMs: number;
  /** Told once, when the response is over. */
  readonly onClose: () => void;
}

/** Answers with a stream: one response, one subscription. */
export function sendStream(reply: FastifyReply, stream: AnswerStream, options: SendStreamOptions): FastifyReply {
  const { format, limits, heartbeatMs } = options;
  const frames = createFrameStream({
    heartbeat: format.heartbeat,
    heartbeatMs,
    slowReaderMs: limits.slowReaderMs,
    onSlow: () => format.event(tooSlow(reply.request.id)) + format.closing,
    onClose() {
      stream.leave();
      options.onClose();
    },
  });
  // A client that left while the subscription was opened is not noticed by whoever sends the body.
  reply.raw.once('close', () => frames.body.destroy());
  if (reply.raw.destroyed) frames.body.destroy();
  void writeAll(frames, stream, format).catch((error: Error) => frames.body.destroy(error));
  return reply.code(200).header('content-type', format.contentType).send(frames.body);
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
export function tooSlow(requestId: string): AnswerEvent {
  const { message, extensions } = new ServiceError('SUBSCRIPTION_TOO_SLOW', 'What was sent was not read in time.');
  return { kind: 'failed', error: { message, extensions: { ...extensions, requestId } } };
}
