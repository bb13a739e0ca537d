import { KeyFileError } from '../../secrets/key-file-error.js';
import type { Store } from '../../storage/store/store.js';
import { tables } from '../../storage/store/tables.js';

/**
 * Production does not take keys of development, and does not start beside them: a store that holds some was used for
 * development, and its keys stand in files of people's machines.
 *
 * @throws KeyFileError that says what to do
 */
export async function refuseDevelopmentKeys(store: Store): Promise<void> {
  const [found] = await store.query(
    tables
      .selectFrom('sluice.api_keys')
      .select('id')
      .where('environment', '=', 'dev')
      .where('revoked_at', 'is', null)
      .limit(1),
  );
  if (found === undefined) return;
  const what = 'holds API keys of development, which production does not start with';
  throw new KeyFileError('the store', `${what}. Revoke them: sluice keys revoke --development`);
}
