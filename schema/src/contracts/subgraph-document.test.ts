import { describe, expect, it } from '@jest/globals';
import { print } from 'graphql';

import { readContracts } from './read-contracts.js';
import { subgraphDocument } from './subgraph-document.js';

const { common, contracts } = readContracts();

/** The SDL of a service that implements these capabilities. */
function subgraphOf(...names: string[]): string {
  return print(
    subgraphDocument(
      common,
      contracts.filter(({ name }) => names.includes(name)),
    ),
  );
}

describe('the subgraph of several contracts', () => {
  it('has each type once, with the fields of all', () => {
    const sdl = subgraphOf('embeddings', 'moderation');
    expect(sdl.match(/^type Text /gm)).toHaveLength(1);
    for (const field of ['content: String!', 'embedding(', 'similarity(', 'moderation(']) expect(sdl).toContain(field);
    expect(sdl).not.toContain('summary(');
  });

  it('resolves an entity that one of its contracts resolves and another only refers to', () => {
    expect(subgraphOf('recognition')).toContain('type Text @key(fields: "content", resolvable: false)');
    for (const names of [
      ['recognition', 'language'],
      ['language', 'transcription'],
    ]) {
      expect(subgraphOf(...names)).toContain('type Text @key(fields: "content") {');
    }
  });
});
