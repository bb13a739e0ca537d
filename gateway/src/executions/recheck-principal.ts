import type { Principal } from '../identity/principal.js';
import type { Executor } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import type { ExecutionFailure } from './life-cycle.js';

/**
 * Why the work of a principal may not begin any more, asked of the store itself and not of a cache; null where it may.
 * That an access token has expired meanwhile is no reason, since such a token is good for minutes and the work was
 * accepted while it was; that an API key has, or that anything was revoked, is.
 */
export async function refusalOf(
  executor: Executor,
  { kind, credential }: Pick<Principal, 'kind' | 'credential'>,
): Promise<ExecutionFailure | null> {
  if (credential === undefined) return null;
  const isGood = kind === 'api-key' ? await isGoodKey(executor, credential) : !(await isRevoked(executor, credential));
  if (isGood) return null;
  return { code: 'UNAUTHENTICATED', message: 'The credential that submitted it is not good any more.' };
}

async function isGoodKey(executor: Executor, id: string): Promise<boolean> {
  const statement = tables.selectFrom('sluice.api_keys').select(['revoked_at', 'expires_at']).where('id', '=', id);
  const [key] = await executor.query(statement);
  if (!key || key.revoked_at !== null) return false;
  return key.expires_at === null || key.expires_at.getTime() > Date.now();
}

async function isRevoked(executor: Executor, id: string): Promise<boolean> {
  const statement = tables.selectFrom('sluice.revoked_credentials').select('id').where('id', '=', id);
  return (await executor.query(statement)).length > 0;
}
