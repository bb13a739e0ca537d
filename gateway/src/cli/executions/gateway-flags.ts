import { join } from 'node:path';

import { loadConfig } from '../../config/load-config.js';
import { DEV_KEYS_FILE } from '../../identity/dev-keys.js';
import { readKeyFile } from '../../identity/key-file.js';
import type { CliContext } from '../cli-context.js';

/** Which gateway is asked. */
export interface GatewayFlags {
  /** Also: SLUICE_URL. */
  readonly url?: string;
  /** Names the data folder, whose key of development is taken where no other is given. */
  readonly config?: string;
  /** Whose key of development is taken on this machine. @default developer */
  readonly role?: 'developer' | 'operator';
}

/** A gateway, and the key to ask it with. */
export interface GatewayPlace {
  /** Without a path. */
  readonly url: string;
  readonly key: string;
  readonly signal: AbortSignal;
}

/** What was asked cannot be done; for a person. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
}

/**
 * The gateway that the command line names, or the one of the configuration on this machine. Keys come from the
 * environment, since others on the machine can read command lines; on this machine a key of development will
 * do.
 *
 * @throws GatewayError, ConfigError
 */
export async function findGateway(
  { url, config, role = 'developer' }: GatewayFlags,
  context: CliContext,
): Promise<GatewayPlace> {
  const { environment: env, signal } = context;
  const named = url ?? env['SLUICE_URL'] ?? '';
  const place = named === '' ? localUrl(config, context) : parseUrl(named);
  const given = env['SLUICE_API_KEY'] ?? '';
  const key = given === '' && isLocal(place) ? await developmentKey(role, config, context) : given;
  if (key === '') throw new GatewayError('Put your API key into the environment: SLUICE_API_KEY=slc_…');
  return { url: place, key, signal };
}

function parseUrl(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) {
    throw new GatewayError(`${text} is no URL such as http://127.0.0.1:4000.`);
  }
  return text.replace(/\/(graphql)?\/?$/, '');
}

function localUrl(file: string | undefined, { environment: env, cwd }: CliContext): string {
  const { server } = loadConfig({ env, cwd, file });
  return `${server.tls ? 'https' : 'http'}://127.0.0.1:${server.port}`;
}

const isLocal = (url: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

async function developmentKey(
  role: 'developer' | 'operator',
  file: string | undefined,
  { environment: env, cwd }: CliContext,
): Promise<string> {
  try {
    const { dataDir } = loadConfig({ env, cwd, file });
    return (await readKeyFile(join(dataDir, DEV_KEYS_FILE)))?.[role] ?? '';
  } catch {
    // Without a configuration, or with a file that is none of ours, there is no such key.
    return '';
  }
}
