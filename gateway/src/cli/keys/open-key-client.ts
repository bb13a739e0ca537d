import { createLogger } from '@sluice/telemetry';

import { loadConfig } from '../../config/load-config.js';
import { openPeppers } from '../../identity/keys/open-peppers.js';
import { openConfiguredStorage } from '../../storage/open-configured-storage.js';
import type { CliContext } from '../cli-context.js';
import { createGatewayKeyClient } from './gateway-key-client.js';
import { type KeyClient, KeyClientError } from './key-client.js';
import { createStoreKeyClient } from './store-key-client.js';

/** Where keys are to be administered. */
export interface KeyPlaceFlags {
  /** The configuration, whose store is meant where no gateway is named. */
  readonly config?: string;
  /** A gateway. Also: SLUICE_URL. */
  readonly url?: string;
}

/** The one that the command line names. */
export async function openKeyClient({ config: file, url }: KeyPlaceFlags, context: CliContext): Promise<KeyClient> {
  const { environment: env, cwd, signal } = context;
  const named = url ?? env['SLUICE_URL'] ?? '';
  if (named !== '')
    return createGatewayKeyClient({ url: gatewayUrl(named), key: ownKey(env['SLUICE_API_KEY']), signal });
  const config = loadConfig({ env, cwd, file });
  const peppers = await openPeppers(config, env);
  const logger = createLogger({ name: 'gateway', level: 'error' });
  return createStoreKeyClient({ config, peppers, openStorage: () => openConfiguredStorage(config, logger) });
}

/** From the environment alone: what stands on a command line, others on the machine can read. */
function ownKey(key: string | undefined): string {
  if (key !== undefined && key !== '') return key;
  throw new KeyClientError('Put the API key of an administrator into the environment: SLUICE_API_KEY=slc_…');
}

function gatewayUrl(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text)) throw new KeyClientError(`${text} is no URL such as http://127.0.0.1:4000.`);
  return text.replace(/\/(graphql)?\/?$/, '');
}
