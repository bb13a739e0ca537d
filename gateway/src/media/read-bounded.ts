import { tooManyBytes } from './media-error.js';

/**
 * Reads a stream to its end, as long as it keeps within a bound; what its sender declared is not trusted. A stream that
 * is longer is destroyed when the first byte too many arrives.
 *
 * @throws ServiceError `BAD_USER_INPUT` with the limit
 */
export async function readBounded(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop by a throw destroys the stream.
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw tooManyBytes(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
