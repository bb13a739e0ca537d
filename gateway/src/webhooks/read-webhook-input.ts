import { isIP } from 'node:net';

import { ServiceError } from '@sluice/schema';

import { isPlainText, readLabels } from '../executions/read-options.js';
import { isWithin } from '../network/address-range.js';
import type { ConnectionGuard } from '../network/connection-guard.js';
import { AddressError } from '../network/guarded-agent.js';

export interface UrlRules {
  readonly guard: ConnectionGuard;
  /** What may be inside, and plain http. */
  readonly allow: readonly string[];
}

const MAX_URL = 2_000;
const MAX_DESCRIPTION = 200;

/**
 * A URL that messages may be sent to. Where it leads is asked again by every connection: this only tells whoever makes
 * the webhook at once.
 *
 * @throws ServiceError `BAD_USER_INPUT`
 */
export async function readUrl(text: string, { guard, allow }: UrlRules): Promise<string> {
  const url = text.length <= MAX_URL && URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw wrong('url', 'expected an https URL');
  if (url.username !== '' || url.password !== '') throw wrong('url', 'expected no credentials in it');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol === 'http:' && !isNamed(host, allow)) throw wrong('url', 'expected an https URL');
  url.hash = '';
  try {
    await guard.check(host);
  } catch (error) {
    const why = error instanceof AddressError ? 'has no address that may be connected to' : 'cannot be resolved';
    throw wrong('url', `its host ${why}`);
  }
  return url.href;
}

function isNamed(host: string, allow: readonly string[]): boolean {
  if (isIP(host) === 0) return allow.includes(host);
  return isWithin(
    host,
    allow.filter((entry) => isIP(entry.split('/')[0] ?? '') !== 0),
  );
}

/** @throws ServiceError `BAD_USER_INPUT` */
export function readDescription(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  if (text.length > MAX_DESCRIPTION || !isPlainText(text)) {
    throw wrong('description', `expected up to ${MAX_DESCRIPTION} characters`);
  }
  return text;
}

/** @throws ServiceError `BAD_USER_INPUT` */
export function readEvents<Event>(events: readonly Event[]): readonly Event[] {
  if (events.length === 0) throw wrong('events', 'expected one at least');
  return [...new Set(events)];
}

/** @throws ServiceError `BAD_USER_INPUT` */
export const readWebhookLabels = (labels: unknown) => readLabels(labels, ['input', 'labels']);

export function wrong(member: string, what: string): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `input.${member}: ${what}.`, { inputPath: ['input', member] });
}
