import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Answers below this size are sent as they are, in bytes: they fit into a packet or two. */
const THRESHOLD_BYTES = 4 * 1024;

/**
 * Lets the answers of an app's routes be compressed for those who accept it. To be used in a scope that has no
 * page which mixes secrets with what a stranger chose, such as the start page with its key: the size would tell the
 * secret. Streams are not compressed either, an event would wait for the next one. Requests are
 * never decompressed: a few bytes could become very many.
 */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    globalDecompression: false,
    threshold: THRESHOLD_BYTES,
    encodings: ['br', 'gzip'],
    customTypes: /^application\/(graphql-response\+)?json\b/,
  });
}
