import type { Readable } from 'node:stream';

import { ServiceError } from '@sluice/schema';

/**
 * Reads a body as UTF-8.
 *
 * @throws ServiceError `PROVIDER_BAD_RESPONSE` as soon as it grows beyond `maxBytes`; the rest is not read.
 */
export async function readBody(body: Readable, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      // Leaving the loop destroys the stream, and with it the connection.
      throw new ServiceError('PROVIDER_BAD_RESPONSE', `A service answered with more than ${maxBytes} bytes.`, {
        limit: { dimension: 'responseBytes', limit: maxBytes },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
