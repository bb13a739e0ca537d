import type { CallOptions } from '../../storage/store/store.js';
import type { Actor } from '../actor.js';
import { writeAudit } from '../audit/audit-log.js';
import { type KeyRequestInput, parseKeyRequest } from './key-request.js';
import { type KeyWork, type MadeKey, makeKey } from './key-work.js';
import { requireGrant } from './require-grant.js';

/** Makes a key for an actor's tenant, or for another one that they manage. */
export async function createKey(
  work: KeyWork,
  actor: Actor,
  input: KeyRequestInput,
  options?: CallOptions,
): Promise<MadeKey> {
  const { tenant, models, services, expiresAt, ...request } = parseKeyRequest(input, new Date(work.now()));
  const grant = {
    ...request,
    tenant: tenant ?? actor.tenant,
    models: models ?? null,
    services: services ?? null,
    expiresAt: expiresAt ?? null,
  };
  requireGrant(actor, grant, work.roles);
  return await work.store.transaction(async (transaction) => {
    const made = await makeKey(transaction, work, { ...grant, createdBy: actor.id });
    const { id: target, tenant: owner, name, roles, scopes } = made.key;
    const details = { name, roles, scopes };
    await writeAudit(transaction, { tenant: owner, actor: actor.id, action: 'api-key.created', target, details });
    return made;
  }, options);
}
