import { type Page, toCursor } from '../page.js';

/** A page as a connection (Relay's Cursor Connections Specification). */
export function toConnection<Item extends { readonly number: number }, Node>(
  { items, hasNextPage }: Page<Item>,
  toNode: (item: Item) => Node,
) {
  const edges = items.map((item) => ({ cursor: toCursor(item.number), node: toNode(item) }));
  const pageInfo = { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null };
  return { edges, nodes: edges.map(({ node }) => node), pageInfo };
}
