import { ServiceError } from '@sluice/schema';

import type { MediaContext, MediaResolver } from './media-resolver.js';

/**
 * Resolves the same URL once in an operation, however often it stands there, and only so many different ones. Not
 * across operations: what stands at a URL may change, and no tenant learns from the time what another one fetched.
 *
 * @throws ServiceError `OPERATION_TOO_LARGE`
 */
export function oncePerOperation(resolve: MediaResolver, maxPerOperation: number): MediaResolver {
  const operations = new WeakMap<MediaContext, Map<string, Promise<string>>>();
  return (url, kind, context) => {
    const resolved = operations.get(context) ?? new Map<string, Promise<string>>();
    operations.set(context, resolved);
    const key = `${kind} ${url}`;
    const known = resolved.get(key);
    if (known) return known;
    if (resolved.size >= maxPerOperation) return Promise.reject(tooMany(maxPerOperation));
    const started = resolve(url, kind, context);
    resolved.set(key, started);
    return started;
  };
}

function tooMany(limit: number): ServiceError {
  const message = `An operation may bring in at most ${limit} different pictures and sounds.`;
  return new ServiceError('OPERATION_TOO_LARGE', message, { limit: { dimension: 'media', limit } });
}
