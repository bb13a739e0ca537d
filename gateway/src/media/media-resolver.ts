import type { RequestContext } from '../request-context.js';
import type { MediaKind } from './media-type.js';

/** Of a request, what matters to its media. The object itself stands for the operation. */
export type MediaContext = Pick<RequestContext, 'principal' | 'signal'>;

/**
 * Turns what a caller names into the URL that stands for it in the graph: the key of its entity.
 *
 * @throws ServiceError when there is nothing, or nothing that is taken
 */
export type MediaResolver = (url: string, kind: MediaKind, context: MediaContext) => Promise<string>;
