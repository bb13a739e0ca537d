import { basename } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { ConfigError } from './config-error.js';

/** A way into the file: keys and indexes. */
export type SettingPath = readonly PropertyKey[];

/** A parsed YAML file that knows where each of its settings stands. */
export interface YamlSource {
  /** The plain value of the whole file. */
  readonly value: unknown;
  /** `sluice.yaml:12:5` of the setting, or of the nearest one above it that is written. */
  placeOf(path: SettingPath): string;
  /** The place of a key itself, rather than of its value. */
  placeOfKey(path: SettingPath, key: string): string;
}

/**
 * Parses the text of a YAML file.
 *
 * @throws ConfigError with the line of each syntax error.
 */
export function parseYamlSource(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const name = basename(file);
  const place = (offset: number) => `${name}:${lines.linePos(offset).line}:${lines.linePos(offset).col}`;
  const problems = document.errors.map((error) => ({
    place: place(error.pos[0]),
    setting: '',
    message: error.message,
  }));
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    value: toPlain(document, name),
    placeOf: (path) => place(offsetOf(nearestNode(document, path))),
    placeOfKey: (path, key) => place(offsetOf(keyNode(nearestNode(document, path), key))),
  };
}

/** An empty file is an empty configuration; what aliases expand to is bounded by the parser. */
function toPlain(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    throw new ConfigError([
      { place: name, setting: '', message: error instanceof Error ? error.message : 'not readable' },
    ]);
  }
}

function nearestNode(document: Document, path: SettingPath): Node | null {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents as Node | null;
}

function keyNode(node: Node | null, key: string): Node | null {
  if (!isMap(node)) return node;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return isNode(pair?.key) ? pair.key : node;
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
