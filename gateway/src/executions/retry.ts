import { ServiceError } from '@sluice/schema';

import type { Principal } from '../identity/principal.js';
import type { CallOptions } from '../storage/store/store.js';
import { acceptExecution, type AcceptOptions } from './accept.js';
import { requireManageable } from './cancel.js';
import { isTerminal } from './life-cycle.js';
import { readKey } from './read-options.js';
import { openPart, type StoredExecution } from './stored-execution.js';

/**
 * Accepts what has failed, was cancelled or came too late once more. Whoever repeats it answers for it: what they may
 * not run themselves is refused when it begins.
 *
 * @throws ServiceError `NOT_FOUND`, `FORBIDDEN`, `BAD_USER_INPUT`
 */
export async function retryExecution(
  options: AcceptOptions,
  principal: Principal,
  { id, key }: { readonly id: string; readonly key: string | null },
  callOptions: CallOptions = {},
): Promise<StoredExecution> {
  const old = await requireManageable(options.store, principal, id, callOptions);
  if (!isTerminal(old.status) || old.status === 'SUCCEEDED') throw notToRetry(old);
  const input = openPart(options.sealer, old, 'context');
  if (input === null) throw new ServiceError('NOT_FOUND', 'What was submitted is there no more.');
  const { kind, priority, maxAttempts, labels, keepSeconds } = old;
  const request = {
    kind,
    input: input as Readonly<Record<string, unknown>>,
    priority,
    maxAttempts,
    labels,
    keepSeconds,
    metadata: openPart(options.sealer, old, 'metadata'),
    idempotencyKey: readKey(key),
    startAfter: null,
    deadline: null,
    retryOf: id,
    asked: {},
  };
  return acceptExecution(options, principal, request, callOptions);
}

function notToRetry({ status }: StoredExecution): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `It is ${status}: only what failed, was cancelled or expired is retried.`, {
    inputPath: ['input', 'id'],
  });
}
