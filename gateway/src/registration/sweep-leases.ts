import { writeAudit } from '../accounts/audit/audit-log.js';
import type { Store, Transaction } from '../storage/store/store.js';
import { countChange, lockRegistrations, sweepRegistrations } from './registration-rows.js';

/** Who ends what nobody has ended. */
const ACTOR = 'lease';

/** Removes what has ended, and writes down that it did: several gateways may see it, one of them writes it. */
export async function sweepLeases(store: Store): Promise<void> {
  await store.transaction(async (transaction) => {
    await lockRegistrations(transaction);
    if (await sweepWithin(transaction)) await countChange(transaction);
  });
}

/** The same in a transaction that holds the lock. @returns whether there was any */
export async function sweepWithin(transaction: Transaction): Promise<boolean> {
  const ended = await sweepRegistrations(transaction);
  for (const { id: target, tenant, name, url } of ended) {
    await writeAudit(transaction, { tenant, actor: ACTOR, action: 'service.expired', target, details: { name, url } });
  }
  return ended.length > 0;
}
