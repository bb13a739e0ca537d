import { ServiceError } from '@sluice/schema';

import { checkDataUrl } from './data-url.js';
import { EXAMPLES_PATH, type ExampleMedia } from './example-media.js';
import { badUrl } from './media-error.js';
import type { MediaResolver } from './media-resolver.js';

export interface InlineMediaOptions {
  readonly examples: ExampleMedia;
  /** Largest picture or sound in a `data:` URL, in bytes. @default 8 MiB */
  readonly maxBytes?: number;
}

/** Lets bytes travel in representations, as `data:` URLs: for services that cannot read media by signed URLs yet. */
export function createInlineMedia({ examples, maxBytes = 8 * 1024 * 1024 }: InlineMediaOptions): MediaResolver {
  return async (url, kind) => {
    if (url.startsWith('data:')) {
      checkDataUrl(url, kind, maxBytes);
      return url;
    }
    if (!url.startsWith(EXAMPLES_PATH)) {
      throw badUrl(`Expected a data: URL, or a path of this gateway such as ${EXAMPLES_PATH}notice.png.`);
    }
    const example = examples.find(url, kind);
    if (!example) throw new ServiceError('NOT_FOUND', `This gateway has no example ${kind} at that path.`);
    return `data:${example.mediaType};base64,${example.bytes.toString('base64')}`;
  };
}
