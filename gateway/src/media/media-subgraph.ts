import { LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, ServiceError, subgraphDocument } from '@sluice/schema';
import type { QueryResolvers } from '@sluice/schema/resolvers';

import type { RequestContext } from '../request-context.js';
import type { MediaResolver } from './media-resolver.js';

/** The name of the control subgraph, a file of `schema/control/`. */
export const MEDIA_SUBGRAPH = 'media';

const MAX_TEXTS = 1_000;

export interface MediaSubgraphOptions {
  readonly resolveMedia: MediaResolver;
}

/** The control subgraph through which texts, pictures and sounds enter the graph; it lives in the gateway. */
export function createMediaSubgraph({ resolveMedia }: MediaSubgraphOptions) {
  const { common, contracts } = readContracts();
  const contract = contracts.filter(({ name, kind }) => kind === 'control' && name === MEDIA_SUBGRAPH);
  const Query: QueryResolvers<RequestContext> = {
    text: (_, { content }) => toText(content),
    texts: (_, { contents }) => checkCount(contents).map(toText),
    image: async (_, { url }, context) => ({ url: await resolveMedia(url, 'image', context) }),
    audio: async (_, { url }, context) => ({ url: await resolveMedia(url, 'audio', context) }),
  };
  const typeDefs = subgraphDocument(common, contract);
  return new LocalGraphQLDataSource(buildSubgraphSchema({ typeDefs, resolvers: { Query } as never }));
}

function toText(content: string): { content: string } {
  if (content.trim() === '') throw new ServiceError('BAD_USER_INPUT', 'A text must not be empty.');
  return { content };
}

function checkCount(contents: readonly string[]): readonly string[] {
  if (contents.length >= 1 && contents.length <= MAX_TEXTS) return contents;
  throw new ServiceError('BAD_USER_INPUT', `contents has ${contents.length} texts; 1 to ${MAX_TEXTS} are taken.`, {
    limit: { dimension: 'texts', limit: MAX_TEXTS, value: contents.length },
  });
}
