import { buffer } from 'node:stream/consumers';

import { ServiceError } from '@sluice/schema';

import type { MediaResolver } from './media-resolver.js';
import type { MediaStore } from './store/media-store.js';
import type { MediaUrls } from './urls/media-url.js';

/**
 * Puts the stored bytes into representations, as `data:` URLs, in place of their own URLs: for services that cannot
 * read media by signed URLs yet.
 */
export function createInlineMedia(resolve: MediaResolver, store: MediaStore, urls: MediaUrls): MediaResolver {
  return async (url, kind, context) => {
    const path = urls.ownPath(await resolve(url, kind, context)) ?? '';
    const { address } = urls.checkRead(path);
    const stream = await store.read(address, undefined, context.signal);
    if (!stream) throw new ServiceError('NOT_FOUND', `The ${kind} is not stored any more.`);
    return `data:${address.mediaType};base64,${(await buffer(stream)).toString('base64')}`;
  };
}
