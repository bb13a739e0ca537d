import type { Resolvers } from '@sluice/schema/resolvers';
import type { Provenance } from '../capabilities.js';
import type { CapabilityName } from '../capability-types.js';
import { checkText } from '../inputs/check-inputs.js';
import type { MediaKind } from '../media/media-type.js';
import type { Question, RequestContext } from '../request-context.js';

/** What one capability adds to the subgraph: the resolvers of its own SDL file. */
export type CapabilityResolvers = Resolvers<RequestContext>;

/** A value entity is all in its key: a reference is the entity itself, once its key is known to be a text. */
export const textReference = ({ content }: { readonly content: string }) => ({ content });
export const mediaReference = ({ url }: { readonly url: string }) => ({ url });

type Item<Name extends CapabilityName> = Pick<Question<Name>, 'key' | 'use'>;

/** The item of a text's field. */
export function textItem(
  { content }: { readonly content: string },
  { limits }: RequestContext,
  name = 'content',
): Item<'embeddings'> {
  return { key: content, use: async (task) => task(checkText(content, name, limits.textLength)) };
}

/** The item of a picture's or a sound's field. */
export function mediaItem(
  { url }: { readonly url: string },
  kind: MediaKind,
  { media }: RequestContext,
): Item<'recognition'> {
  return { key: url, use: (task) => media.use(url, kind, task) };
}

/** What every result tells of its making. */
export function provenance({ model, usage }: Provenance): Provenance {
  return usage === undefined ? { model } : { model, usage };
}
