import type { Sealer } from '../executions/sealing/sealer.js';
import type { Store } from '../storage/store/store.js';
import { tables } from '../storage/store/tables.js';
import { resealed } from './webhook-secrets.js';

const PAGE = 200;

/**
 * Seals the secrets of all webhooks under the newest key, where they are not: they are kept for longer than keys are. A
 * new key comes with a start, so this is done once at each; a secret that is changed meanwhile is left as it was changed.
 */
export async function resealSecrets(store: Store, sealer: Sealer, signal: AbortSignal): Promise<void> {
  for (let after = 0; !signal.aborted;) {
    const statement = tables
      .selectFrom('sluice.webhooks')
      .select(['id', 'number', 'secrets'])
      .where('number', '>', after)
      .orderBy('number')
      .limit(PAGE);
    const page = await store.query(statement, { signal });
    for (const webhook of page) {
      const secrets = resealed(sealer, webhook);
      if (!secrets) continue;
      const update = tables
        .updateTable('sluice.webhooks')
        .set({ secrets })
        .where('id', '=', webhook.id)
        .where('secrets', '=', webhook.secrets);
      await store.query(update, { signal });
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.number;
  }
}
