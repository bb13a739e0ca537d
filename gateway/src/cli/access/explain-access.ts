import { silentLogger } from '@sluice/telemetry';
import { GraphQLError } from 'graphql';

import { createGuardedGraph, type GuardedGraph } from '../../admission/access/guarded-graph.js';
import { accessMatrix } from '../../admission/access/explain/access-matrix.js';
import { explainOperation } from '../../admission/access/explain/explain-operation.js';
import { ANONYMOUS, roleContext } from '../../admission/access/explain/role-context.js';
import { loadPolicies } from '../../admission/access/load-policies.js';
import { permissions } from '../../admission/permissions.js';
import type { Config } from '../../config/config.js';
import { loadConfig } from '../../config/load-config.js';
import { createRoles, type Roles } from '../../identity/roles.js';
import { committedSnapshot } from '../../supergraph/snapshot.js';
import type { CliContext } from '../cli-context.js';
import { createPainter } from '../painter.js';
import { CommandError } from './command-error.js';
import { type OperationFlags, readOperation } from './read-operation.js';

interface AccessFlags {
  readonly config?: string;
}

export interface ExplainFlags extends AccessFlags, OperationFlags {
  readonly role: string;
}

export interface MatrixFlags extends AccessFlags {
  readonly role?: readonly string[];
}

/**
 * Prints what of an operation would be allowed to a role.
 *
 * @returns whether all of it would
 */
export async function explainAccess(flags: ExplainFlags, context: CliContext): Promise<boolean> {
  const opened = await openAccess(flags, context, [flags.role]);
  const { graph, roles, config } = opened;
  const operation = readOperation(flags, context);
  const fields = await explainOperation(graph, operation, contextOf(flags.role, opened)).catch(explainMistake);
  const paint = createPainter(context);
  const width = Math.max(...fields.map(({ path }) => path.length));
  for (const { path, coordinates, isAllowed, rules } of fields) {
    const mark = isAllowed ? paint('green', '✓') : paint('red', '✗');
    context.stdout.write(`${mark} ${path.padEnd(width)}  ${coordinates.join(', ')}: ${rules.join(', ')}\n`);
  }
  const denied = fields.filter(({ isAllowed }) => !isAllowed).length;
  const { mode, dryRun } = config.access;
  const effect = dryRun ? 'and would run all the same (access.dryRun)' : EFFECTS[mode];
  const held = roles.permissionsOf([flags.role]).join(', ') || 'nothing';
  context.stdout.write(
    `${flags.role} holds ${held}.\n${
      denied === 0 ? 'All of it would be allowed.' : `${denied} of ${fields.length} fields would be denied, ${effect}.`
    }\n`,
  );
  return denied === 0;
}

const EFFECTS = {
  filter: 'and the rest would run (access.mode: filter)',
  reject: 'and nothing would run (access.mode: reject)',
} as const;

/** Prints roles × fields. */
export async function printMatrix(flags: MatrixFlags, context: CliContext): Promise<void> {
  const opened = await openAccess(flags, context, flags.role ?? []);
  const names = flags.role ?? [...opened.roles.names, ANONYMOUS];
  const rows = await accessMatrix(opened.graph, new Map(names.map((name) => [name, contextOf(name, opened)])));
  const width = Math.max(...rows.map(({ coordinate }) => coordinate.length));
  const line = (first: string, cells: readonly string[], last: string) =>
    `${[first.padEnd(width), ...cells.map((cell, index) => cell.padEnd(names[index]?.length ?? 0)), last].join('  ').trimEnd()}\n`;
  context.stdout.write(line('', names, 'RULE'));
  for (const { coordinate, rule, decisions } of rows) {
    const cells = names.map((name) => (decisions.get(name) === null ? '✓' : '·'));
    context.stdout.write(line(coordinate, cells, rule));
  }
}

interface OpenAccess {
  readonly config: Config;
  readonly graph: GuardedGraph;
  readonly roles: Roles;
  readonly policies: Awaited<ReturnType<typeof loadPolicies>>;
}

async function openAccess(
  { config: file }: AccessFlags,
  { environment: env, cwd }: CliContext,
  asked: readonly string[],
): Promise<OpenAccess> {
  const config = loadConfig({ env, cwd, file });
  const roles = createRoles(config.access.roles);
  const known = [...roles.names, ANONYMOUS];
  const unknown = asked.find((role) => !known.includes(role));
  if (unknown !== undefined) throw new CommandError(`There is no role ${unknown}; expected ${known.join(', ')}.`);
  const { apiSchema: schema, access } = committedSnapshot();
  const graph = createGuardedGraph({ schema, access, permissions: permissions(schema, access) });
  return { config, graph, roles, policies: await loadPolicies(config.access.policies) };
}

function contextOf(role: string, { roles, policies }: OpenAccess) {
  return roleContext(role, { roles, policies, logger: silentLogger });
}

function explainMistake(error: unknown): never {
  throw error instanceof GraphQLError ? new CommandError(error.message) : error;
}
