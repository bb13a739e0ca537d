import { ServiceError } from '@sluice/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Refuses bodies that are not what they seem, before a byte of them is read. Compressed ones: a hundred kilobytes of
 * gzip can become a hundred megabytes, and no client of GraphQL sends them unasked. Texts in another charset than UTF-8:
 * what stands in between may read them otherwise than we do.
 *
 * @throws ServiceError `BAD_USER_INPUT`, with the status 415 (RFC 9110, section 15.5.16)
 */
export function refuseEncodings({ headers, raw }: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(headers);
  if (problem === null) return;
  void reply.header('accept-encoding', 'identity');
  // What is not read is not waited for either.
  if (raw.httpVersionMajor === 1) void reply.header('connection', 'close');
  throw new EncodingError(problem);
}

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

function problemOf(headers: FastifyRequest['headers']): string | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') return 'Send the body as it is, without Content-Encoding.';
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return charset.toLowerCase() === 'utf-8' ? null : 'Send the body in UTF-8.';
}

class EncodingError extends ServiceError {
  readonly statusCode = 415;

  constructor(message: string) {
    super('BAD_USER_INPUT', message);
  }
}
