import { ServiceError } from '@sluice/kit';

import { brokenOff } from './transport-error.js';

/** What the body of an answer may take. */
export interface BodyBounds {
  /** Until its first bytes, in milliseconds. */
  readonly firstByteMs: number;
  /** Between two pieces of it, in milliseconds. */
  readonly idleMs: number;
  /** Most bytes, after decompression. */
  readonly maxBytes: number;
}

/** A request whose answer has begun. */
export interface OpenRequest {
  /** Aborts when it ends before its time, also because its caller has left. */
  readonly signal: AbortSignal;
  end(reason: unknown): void;
}

/**
 * A body that ends with an error of the taxonomy where it stalls, breaks off or grows too large. The clock runs only
 * while somebody waits for bytes: a slow reader is no fault of the vendor.
 */
export function boundBody(
  body: ReadableStream<Uint8Array>,
  { firstByteMs, idleMs, maxBytes }: BodyBounds,
  request: OpenRequest,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;

  async function read() {
    const silence = bytes === 0 ? silent('FIRST_TOKEN', firstByteMs) : silent('IDLE', idleMs);
    const timer = setTimeout(() => request.end(silence), bytes === 0 ? firstByteMs : idleMs);
    try {
      return await reader.read();
    } catch (error) {
      throw request.signal.aborted ? request.signal.reason : brokenOff('STREAMING', error);
    } finally {
      clearTimeout(timer);
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await read();
        if (done) {
          controller.close();
          return;
        }
        bytes += value.byteLength;
        if (bytes > maxBytes) {
          request.end(tooLarge(maxBytes));
          throw request.signal.reason;
        }
        controller.enqueue(value);
      },
      async cancel(reason) {
        request.end(reason);
        // That the body ends with the abort is what was wanted.
        await reader.cancel(reason).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}

function silent(kind: 'FIRST_TOKEN' | 'IDLE', ms: number): ServiceError {
  const details = { kind, phase: 'STREAMING', outcomeUnknown: true } as const;
  const what = kind === 'IDLE' ? 'fell silent' : 'began to answer and sent nothing';
  return new ServiceError('PROVIDER_TIMEOUT', `The AI service ${what} for ${ms} ms.`, details);
}

function tooLarge(maxBytes: number): ServiceError {
  return new ServiceError('PROVIDER_BAD_RESPONSE', `The AI service answered with more than ${maxBytes} bytes.`, {
    phase: 'STREAMING',
  });
}
