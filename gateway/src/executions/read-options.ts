import { ServiceError } from '@sluice/schema';

import { readDateTime } from '../accounts/graph/date-time.js';
import type { ExecutionSettings } from '../config/execution-settings.js';
import type { AcceptRequest } from './accept.js';

/** How a context is to be run, as its submitter says it. */
export interface SubmitOptions {
  readonly idempotencyKey?: string | null | undefined;
  readonly priority?: number | null | undefined;
  readonly startAfter?: unknown;
  readonly deadline?: unknown;
  readonly maxAttempts?: number | null | undefined;
  readonly labels?: unknown;
  readonly metadata?: unknown;
  readonly keepSeconds?: number | null | undefined;
}

export type ReadOptions = Omit<AcceptRequest, 'kind' | 'input' | 'retryOf'>;

const MAX_KEY = 200;
const MAX_LABELS = 20;
const MAX_LABEL = 200;
const MAX_METADATA = 16_384;
const MAX_AHEAD_MS = 365 * 86_400_000;

/** @throws ServiceError `BAD_USER_INPUT` that names the option */
export function readOptions(
  options: SubmitOptions,
  settings: Pick<ExecutionSettings, 'maxAttempts' | 'keepSeconds'>,
  now = Date.now(),
): ReadOptions {
  const { maxAttempts, keepSeconds } = settings;
  const startAfter = readMoment(options.startAfter, 'startAfter', now);
  const deadline = readMoment(options.deadline, 'deadline', now);
  if (deadline && startAfter && deadline <= startAfter) throw wrong('deadline', 'expected a time after startAfter');
  const { idempotencyKey, ...asked } = options;
  return {
    idempotencyKey: readKey(idempotencyKey),
    asked: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null && value !== undefined)),
    priority: within(options.priority ?? 0, 'priority', -100, 100),
    startAfter: startAfter && startAfter.getTime() > now ? startAfter : null,
    deadline,
    maxAttempts: within(options.maxAttempts ?? maxAttempts, 'maxAttempts', 1, Math.max(10, maxAttempts)),
    labels: readLabels(options.labels, ['options', 'labels']),
    metadata: readMetadata(options.metadata),
    keepSeconds: within(options.keepSeconds ?? keepSeconds, 'keepSeconds', 0, keepSeconds),
  };
}

/** @throws ServiceError `BAD_USER_INPUT` */
export function readKey(key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  if (key.trim() === '' || key.length > MAX_KEY || !isPlainText(key)) {
    throw wrong('idempotencyKey', `expected 1 to ${MAX_KEY} characters, and no NUL`);
  }
  return key;
}

/** Whether PostgreSQL can store it: neither NUL nor half of a surrogate pair is in it. */
export function isPlainText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** An object of texts; none is an empty one. @throws ServiceError `BAD_USER_INPUT` */
export function readLabels(labels: unknown, path: readonly string[]): Readonly<Record<string, string>> {
  if (labels === null || labels === undefined) return {};
  const entries: [string, unknown][] =
    typeof labels === 'object' && !Array.isArray(labels) ? Object.entries(labels) : [];
  const fits = (text: unknown) => typeof text === 'string' && text.length <= MAX_LABEL && isPlainText(text);
  const isObject = typeof labels === 'object' && !Array.isArray(labels);
  if (isObject && entries.length <= MAX_LABELS && entries.every(([name, value]) => fits(name) && fits(value))) {
    return Object.fromEntries(entries) as Record<string, string>;
  }
  const expected = `expected an object of up to ${MAX_LABELS} texts of up to ${MAX_LABEL} characters`;
  throw new ServiceError('BAD_USER_INPUT', `${path.join('.')}: ${expected}.`, { inputPath: path });
}

function readMetadata(metadata: unknown): unknown {
  if (metadata === null || metadata === undefined) return null;
  if (JSON.stringify(metadata).length > MAX_METADATA) {
    throw wrong('metadata', `expected up to ${MAX_METADATA} characters of JSON`);
  }
  return metadata;
}

function readMoment(value: unknown, option: string, now: number): Date | null {
  const moment = readDateTime(value, option);
  if (moment && moment.getTime() > now + MAX_AHEAD_MS) throw wrong(option, 'expected a time within 365 days');
  return moment;
}

function within(value: number, option: string, min: number, max: number): number {
  if (value >= min && value <= max) return value;
  const limit = { dimension: option, limit: max, value };
  const message = `options.${option} is ${value}; ${min} to ${max} are taken.`;
  throw new ServiceError('BAD_USER_INPUT', message, { inputPath: ['options', option], limit });
}

/** @throws ServiceError `BAD_USER_INPUT` where there is no time left */
export function refuseLate(deadline: Date | null, now = Date.now()): void {
  if (deadline && deadline.getTime() <= now) throw wrong('deadline', 'expected a time in the future');
}

function wrong(option: string, expected: string): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `options.${option}: ${expected}.`, { inputPath: ['options', option] });
}
