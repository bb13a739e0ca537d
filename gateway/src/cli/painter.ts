import { styleText } from 'node:util';
import type { CliContext } from './cli-context.js';

/** The few styles that the output for people has. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Styles a text where that is wanted. */
export type Painter = (style: Style, text: string) => string;

/** Styles on a terminal, unless `NO_COLOR` is set (https://no-color.org); plain text elsewhere. */
export function createPainter({ stdout, environment }: Pick<CliContext, 'stdout' | 'environment'>): Painter {
  if (stdout.isTTY !== true || (environment['NO_COLOR'] ?? '') !== '') return (_, text) => text;
  return (style, text) => styleText(style, text);
}
