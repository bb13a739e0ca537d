import { LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { readContracts, ServiceError, subgraphDocument } from '@sluice/schema';
import type { QueryResolvers } from '@sluice/schema/resolvers';

import type { RequestContext } from '../request-context.js';
import { checkDataUrl, type MediaKind } from './data-url.js';
import { EXAMPLES_PATH, type ExampleMedia } from './example-media.js';

/** The name of the control subgraph, a file of `schema/control/`. */
export const MEDIA_SUBGRAPH = 'media';

const MAX_TEXTS = 1_000;

export interface MediaSubgraphOptions {
  readonly examples: ExampleMedia;
  /** Largest picture or sound in a `data:` URL, in bytes. @default 8 MiB */
  readonly maxBytes?: number;
}

/** The control subgraph through which texts, pictures and sounds enter the graph; it lives in the gateway. */
export function createMediaSubgraph({ examples, maxBytes = 8 * 1024 * 1024 }: MediaSubgraphOptions) {
  const { common, contracts } = readContracts();
  const contract = contracts.filter(({ name, kind }) => kind === 'control' && name === MEDIA_SUBGRAPH);
  const resolve = (url: string, kind: MediaKind) => ({ url: resolveUrl(url, kind, examples, maxBytes) });
  const Query: QueryResolvers<RequestContext> = {
    text: (_, { content }) => toText(content),
    texts: (_, { contents }) => checkCount(contents).map(toText),
    image: (_, { url }) => resolve(url, 'image'),
    audio: (_, { url }) => resolve(url, 'audio'),
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

function resolveUrl(url: string, kind: MediaKind, examples: ExampleMedia, maxBytes: number): string {
  if (url.startsWith('data:')) {
    checkDataUrl(url, kind, maxBytes);
    return url;
  }
  if (url.startsWith(EXAMPLES_PATH)) {
    const found = examples.dataUrl(url);
    if (found?.startsWith(`data:${kind}/`)) return found;
    throw new ServiceError('NOT_FOUND', `This gateway has no example ${kind} at that path.`);
  }
  throw new ServiceError(
    'BAD_USER_INPUT',
    `Expected a data: URL, or a path of this gateway such as ${EXAMPLES_PATH}notice.png.`,
  );
}
