import type { Painter } from '../painter.js';

export interface FormatOptions {
  readonly paint: Painter;
  /** The width to fill, in characters. */
  readonly columns: number;
}

type Mapping = Readonly<Record<string, unknown>>;

const MAX_NUMBERS = 6;
const MAX_ITEMS = 12;

/** A result of GraphQL as an indented outline: long texts wrapped, vectors and lists cut to their beginning. */
export function formatResult(data: Mapping, options: FormatOptions): string {
  return formatMapping(data, 1, options);
}

function formatMapping(mapping: Mapping, depth: number, options: FormatOptions): string {
  const entries = Object.entries(mapping).filter(([name]) => name !== '__typename');
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => formatEntry(name.padEnd(width), value, depth, options)).join('');
}

function formatEntry(name: string, value: unknown, depth: number, options: FormatOptions): string {
  const { paint, columns } = options;
  const margin = '  '.repeat(depth);
  if (isMapping(value)) return `${margin}${paint('bold', name.trimEnd())}\n${formatMapping(value, depth + 1, options)}`;
  if (Array.isArray(value) && value.some(isNested)) return formatItems(name.trimEnd(), value, depth, options);
  const room = columns - margin.length - name.length - 2;
  const [first = '', ...more] = wrap(formatValue(value), Math.max(room, 20));
  const indent = ' '.repeat(margin.length + name.length + 2);
  return `${margin}${paint('cyan', name)}  ${first}\n${more.map((line) => `${indent}${line}`.trimEnd() + '\n').join('')}`;
}

function formatItems(name: string, items: readonly unknown[], depth: number, options: FormatOptions): string {
  const shown = items.slice(0, MAX_ITEMS);
  const rest = items.length - shown.length;
  const entries = shown.map((item, index) => formatEntry(`${name}[${index}]`, item, depth, options));
  return `${entries.join('')}${rest > 0 ? `${'  '.repeat(depth)}… ${rest} more\n` : ''}`;
}

/** A value on one line. */
function formatValue(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return value;
  if (isMapping(value)) return formatInline(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  const isVector = value.every((item) => typeof item === 'number');
  const shown = value.slice(0, isVector ? MAX_NUMBERS : MAX_ITEMS).map(formatValue);
  const rest = value.length > shown.length ? `, … ${value.length} in all` : '';
  return isVector ? `[${shown.join(', ')}${rest}]` : `${shown.join(isFlat(value) ? '; ' : ', ')}${rest}`;
}

/** A small mapping without its own lines: of a word its text alone, of anything else its values by name. */
function formatInline(mapping: Mapping): string {
  if (typeof mapping['text'] === 'string') return mapping['text'];
  const entries = Object.entries(mapping).filter(([name]) => name !== '__typename');
  return entries
    .map(([name, value]) => (name === 'name' ? formatValue(value) : `${name} ${formatValue(value)}`))
    .join(' ');
}

function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isFlat = (items: readonly unknown[]): boolean => items.some((item) => isMapping(item) && !('text' in item));

/** Whether an item of a list needs lines of its own: words and scores do not. */
function isNested(value: unknown): boolean {
  if (!isMapping(value)) return false;
  return (
    typeof value['text'] !== 'string' && Object.values(value).some((part) => isMapping(part) || Array.isArray(part))
  );
}

/** Breaks a text at spaces, keeping its own line ends. */
function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const rows = [''];
    for (const word of line.split(' ')) {
      const last = rows.at(-1) ?? '';
      const joined = last === '' ? word : `${last} ${word}`;
      if (joined.length <= width) rows[rows.length - 1] = joined;
      else rows.push(word);
    }
    return rows;
  });
}
