import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SERVICE_ENVIRONMENT } from '@sluice/schema';

/** Where a service registers itself, and as what. */
export interface RegistrationSettings {
  /** The gateway's GraphQL endpoint. */
  readonly endpoint: string;
  /** The API key, as it is now. */
  readonly key: () => Promise<string>;
  /** Where the gateway reaches the service; undefined where it listens. */
  readonly as: string | undefined;
  /** How long a registration stands that is not renewed, in seconds. */
  readonly leaseSeconds: number;
}

const { registerUrl, registerKey, registerKeyFile, registerAs, registerLease, host } = SERVICE_ENVIRONMENT;
const LEASE_SECONDS = 60;
const EVERYWHERE = new Set(['0.0.0.0', '::']);

/**
 * Reads from the environment whether and how a service registers itself.
 *
 * @returns null where it does not
 * @throws TypeError naming the variable that is not acceptable
 */
export function readRegistration(environment: NodeJS.ProcessEnv): RegistrationSettings | null {
  const url = environment[registerUrl];
  if (!url) return null;
  const as = environment[registerAs];
  if (as && !isHttp(as)) throw new TypeError(`${registerAs}: expected where the gateway reaches this service, a URL.`);
  if (!as && EVERYWHERE.has(environment[host] ?? ''))
    throw new TypeError(
      `${registerAs}: expected a URL, since ${host} does not say where the gateway reaches this service.`,
    );
  return {
    endpoint: readEndpoint(url),
    key: readKey(environment),
    as: as || undefined,
    leaseSeconds: readLease(environment[registerLease]),
  };
}

/** What has no path is the gateway's origin. */
function readEndpoint(text: string): string {
  if (!isHttp(text)) throw new TypeError(`${registerUrl}: expected the URL of the gateway.`);
  const url = new URL(text);
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}

function readKey(environment: NodeJS.ProcessEnv): () => Promise<string> {
  const [key, file] = [environment[registerKey], environment[registerKeyFile]];
  if (key && !file) return async () => key;
  if (!file || key)
    throw new TypeError(`Beside ${registerUrl}, expected one of ${registerKey} and ${registerKeyFile}.`);
  try {
    if (readFileSync(file, 'utf8').trim() === '') throw new TypeError('it is empty');
  } catch (error) {
    throw new TypeError(`${registerKeyFile}: ${file} cannot be read: ${String(error)}.`, { cause: error });
  }
  return async () => (await readFile(file, 'utf8')).trim();
}

function readLease(text: string | undefined): number {
  if (!text) return LEASE_SECONDS;
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds > 0) return seconds;
  throw new TypeError(`${registerLease}: expected seconds, such as 60.`);
}

const isHttp = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
