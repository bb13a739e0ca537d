import type { Readable } from 'node:stream';

import type { FastifyReply } from 'fastify';

export interface SendBodyOptions {
  readonly contentType: string;
  /** How long the reader may take for what is left when the body has ended, in milliseconds. */
  readonly slowReaderMs: number;
  /** Told once, when the response is over. */
  readonly onClose: () => void;
}

/** Sends a body that grows with time. A reader who does not take the end of it is cut off. */
export function sendBody(
  reply: FastifyReply,
  body: Readable,
  { contentType, slowReaderMs, onClose }: SendBodyOptions,
): FastifyReply {
  const { raw } = reply;
  let unread: NodeJS.Timeout | null = null;
  let isOver = false;
  const close = () => {
    isOver = true;
    if (unread) clearTimeout(unread);
    body.destroy();
    onClose();
  };
  body.once('close', () => {
    if (!isOver) unread = setTimeout(() => raw.destroy(), slowReaderMs);
  });
  // A client that left while the answer was made is not noticed by whoever sends the body.
  if (raw.destroyed) close();
  else raw.once('close', close);
  // Proxies such as nginx would otherwise hold events back.
  return reply.code(200).headers({ 'content-type': contentType, 'x-accel-buffering': 'no' }).send(body);
}
