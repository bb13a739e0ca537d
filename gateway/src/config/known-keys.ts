import type { SettingPath } from './yaml-source.js';

/** The part of a JSON schema that tells which keys may stand where. */
export interface KeyTree {
  readonly properties?: Readonly<Record<string, KeyTree>>;
  readonly items?: KeyTree;
  readonly additionalProperties?: KeyTree | boolean;
}

/** The keys that may stand in the mapping at a path, in the order of the schema. */
export function allowedKeys(tree: KeyTree, path: SettingPath): string[] {
  const [head, ...rest] = path;
  if (head === undefined) return Object.keys(tree.properties ?? {});
  const below = childOf(tree, head);
  return below === undefined ? [] : allowedKeys(below, rest);
}

function childOf(tree: KeyTree, key: PropertyKey): KeyTree | undefined {
  if (typeof key === 'number') return tree.items;
  const named = tree.properties?.[String(key)];
  if (named !== undefined) return named;
  return typeof tree.additionalProperties === 'object' ? tree.additionalProperties : undefined;
}
