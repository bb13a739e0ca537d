import { type ErrorDetails, ServiceError } from '@sluice/schema';

/**
 * A mistake in the `url` of a picture or a sound. The message is for the caller: it never holds an address, a name or a
 * text that came from elsewhere; those go into `cause`, for the log alone.
 */
export function badUrl(message: string, details: ErrorDetails = {}, cause?: unknown): ServiceError {
  return new ServiceError('BAD_USER_INPUT', message, { inputPath: ['url'], ...details }, { cause });
}

/** More bytes than are taken. @param value how many there are, where that is known before all of them came */
export function tooManyBytes(limit: number, value?: number): ServiceError {
  const bound = { dimension: 'mediaBytes', limit, ...(value !== undefined && { value }) };
  return badUrl(`A picture or sound may have at most ${limit} bytes.`, { limit: bound });
}

/** The same for a name that does not resolve, one that leads inside, and a server that does not answer. */
export function unreachable(cause?: unknown): ServiceError {
  return badUrl('The URL cannot be fetched from here.', {}, cause);
}

/** A mistake in an upload, rather than in a URL. */
export function badUpload(message: string, cause?: unknown): ServiceError {
  return new ServiceError('BAD_USER_INPUT', message, {}, { cause });
}
