import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Answers below this size are sent as they are, in bytes: they fit into a packet or two. */
const THRESHOLD_BYTES = 4 * 1024;

/**
 * Lets the routes of an app compress single answers, by `sendCompressed`; nothing is compressed by itself. Streams never
 * are, since an event would wait for the next one, and pages never, since one of them carries a key.
 */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    global: false,
    threshold: THRESHOLD_BYTES,
    encodings: ['br', 'gzip'],
    customTypes: /^application\/(graphql-response\+)?json\b/,
  });
}

/**
 * Whether the size of an answer may depend on its content. The size of a compressed answer tells a secret in it, piece by
 * piece, to whoever watches the line and can make the victim's browser ask again and again with guesses of his own (BREACH).
 * So the credential must be one that no browser adds by itself, as it does cookies and certificates; and answers to
 * mutations are left as they are, since that is where keys are shown.
 */
export function mayCompress({ headers }: Pick<FastifyRequest, 'headers'>, operationType: string | undefined): boolean {
  return headers.authorization !== undefined && operationType === 'query';
}

/** Sends a text, compressed as the client asked for, where it is large enough. */
export function sendCompressed(reply: FastifyReply, text: string): FastifyReply {
  reply.compress(text);
  return reply;
}
