import { getOperationAST, getVariableValues, GraphQLError, validate } from 'graphql';

import { measureOperation, type OperationCost } from '../../admission/cost/measure-operation.js';
import { createBounds } from '../../admission/limits/bounds-of.js';
import { type ExplainedLimit, explainLimits } from '../../admission/limits/explain-limits.js';
import { loadConfig } from '../../config/load-config.js';
import { createRoles } from '../../identity/roles.js';
import { fragmentsOf } from '../../supergraph/fragments-of.js';
import { committedSnapshot } from '../../supergraph/snapshot.js';
import { CommandError } from '../access/command-error.js';
import { type OperationFlags, readOperation } from '../access/read-operation.js';
import type { CliContext } from '../cli-context.js';
import { createPainter, type Painter } from '../painter.js';

export interface CostFlags extends OperationFlags {
  readonly config?: string;
  readonly role: string;
}

/**
 * Prints what an operation costs and which limits it passes.
 *
 * @returns whether it passes none
 */
export async function explainCost(flags: CostFlags, context: CliContext): Promise<boolean> {
  const { environment: env, cwd, stdout } = context;
  const config = loadConfig({ env, cwd, file: flags.config });
  const { names } = createRoles(config.access.roles);
  if (!names.includes(flags.role))
    throw new CommandError(`There is no role ${flags.role}; expected ${names.join(', ')}.`);
  const { document, cost } = measure(flags, context);
  const paint = createPainter(context);
  const bounds = createBounds(config.limits)({ roles: [flags.role] });
  const limits = explainLimits(document, cost, bounds);
  for (const line of [...costLines(cost), '', ...limitLines(limits, paint)]) stdout.write(`${line}\n`);
  const passed = limits.filter(({ value, limit }) => value > limit).length;
  stdout.write(
    passed === 0
      ? `${flags.role} may run it.\n`
      : `${flags.role} may not run it: it passes ${passed} of ${limits.length} limits.\n`,
  );
  return passed === 0;
}

function measure(flags: CostFlags, context: CliContext) {
  const snapshot = committedSnapshot();
  const { document, operationName, variables: given } = readOperation(flags, context);
  const { apiSchema: schema } = snapshot;
  const [mistake] = validate(schema, document);
  if (mistake) throw new CommandError(mistake.message);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new CommandError('The document has no operation of that name, or several and none was named.');
  const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (errors) throw new CommandError(errors.map(({ message }) => message).join('\n'));
  try {
    const fragments = fragmentsOf(document);
    return { document, cost: measureOperation({ snapshot, operation, fragments, variables: coerced }) };
  } catch (error) {
    throw error instanceof GraphQLError ? new CommandError(error.message) : error;
  }
}

/** What each field costs once, how often, and together. */
function costLines({ lines, cost, calls }: OperationCost): string[] {
  const rows = lines.map(({ path, coordinate, weight, times, isCall }) => [
    path.join('.'),
    `${coordinate}${isCall ? ' (AI)' : ''}`,
    `${weight} × ${times}`,
    String(weight * times),
  ]);
  return [...table([['FIELD', 'IS', 'COST', 'POINTS'], ...rows]), `${cost} points, ${calls} calls of AI services`];
}

function limitLines(limits: readonly ExplainedLimit[], paint: Painter): string[] {
  const marks = limits.map(({ value, limit }) => (value > limit ? paint('red', '✗') : paint('green', '✓')));
  const rows = limits.map(({ dimension, setting, value, limit }) => [String(value), `of ${limit}`, dimension, setting]);
  return table(rows).map((row, index) => `${marks[index]} ${row}`);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
