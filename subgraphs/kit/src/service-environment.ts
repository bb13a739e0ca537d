import { resolve } from 'node:path';
import { SERVICE_ENVIRONMENT } from '@sluice/schema';
import { readTlsFiles, TlsFileError, type TlsFileRole, type TlsFiles } from '@sluice/schema/tls';
import type { LogLevel } from '@sluice/telemetry';
import type { GatewayKeys } from './identity/gateway-keys.js';
import { createRemoteKeys } from './identity/remote-keys.js';
import { createToldKeys } from './identity/told-keys.js';
import type { ListenOptions } from './service.js';

/**
 * Reads how a service is to listen from its environment.
 *
 * @throws TypeError naming the variable that is not acceptable
 */
export function readServiceEnvironment(environment: NodeJS.ProcessEnv): ListenOptions {
  const token = environment[SERVICE_ENVIRONMENT.token];
  const host = environment[SERVICE_ENVIRONMENT.host];
  return {
    port: readPort(environment[SERVICE_ENVIRONMENT.port] ?? '0'),
    ...(token && { token }),
    ...(host && { host }),
    ...readAssertions(environment),
    ...readTls(environment),
  };
}

function readAssertions(environment: NodeJS.ProcessEnv): Pick<ListenOptions, 'assertions'> {
  const keys = environment[SERVICE_ENVIRONMENT.keys];
  if (!keys) return {};
  const audience = environment[SERVICE_ENVIRONMENT.audience];
  return { assertions: { keys: readKeys(keys), ...(audience && { audience }) } };
}

/** All of the first four or none: half of it would be less than it looks. */
function readTls(environment: NodeJS.ProcessEnv): Pick<ListenOptions, 'tls'> {
  const { tlsCert, tlsKey, tlsClientCa, tlsClientNames, tlsClientCrl } = SERVICE_ENVIRONMENT;
  const variables = [tlsCert, tlsKey, tlsClientCa, tlsClientNames] as const;
  const revoked = environment[tlsClientCrl];
  if (!revoked && variables.every((variable) => !environment[variable])) return {};
  const [cert, key, ca, list] = variables.map((variable) => {
    const value = environment[variable];
    if (!value) throw new TypeError(`${variable}: expected a value beside ${variables.join(', ')}.`);
    return value;
  }) as [string, string, string, string];
  const [name = '', ...names] = list.split(',').map((part) => part.trim());
  const files = {
    cert: resolve(cert),
    key: resolve(key),
    ca: resolve(ca),
    ...(revoked && { crl: resolve(revoked) }),
  };
  checkTlsFiles(files, { cert: tlsCert, key: tlsKey, ca: tlsClientCa, crl: tlsClientCrl });
  return { tls: { ...files, names: [name, ...names] } };
}

function checkTlsFiles(files: TlsFiles, variables: Readonly<Record<TlsFileRole, string>>): void {
  try {
    readTlsFiles(files);
  } catch (error) {
    if (!(error instanceof TlsFileError)) throw error;
    throw new TypeError(`${variables[error.role]}: ${error.file} ${error.message}.`);
  }
}

function readKeys(place: string): GatewayKeys {
  if (place === 'ipc') return createToldKeys(process);
  if (URL.canParse(place) && /^https?:/.test(place)) return createRemoteKeys({ url: place });
  throw new TypeError(`${SERVICE_ENVIRONMENT.keys}: expected the URL of a JWK Set, or ipc.`);
}

/** The name of the service in the gateway's configuration, where it is told: several may run one file. */
export function readServiceName(environment: NodeJS.ProcessEnv): string | undefined {
  return environment[SERVICE_ENVIRONMENT.audience] || undefined;
}

/** The least severe line that a service writes, by `LOG_LEVEL`; what is no level leaves the default. */
export function readLogLevel(environment: NodeJS.ProcessEnv): LogLevel {
  return LOG_LEVELS.find((level) => level === environment['LOG_LEVEL']) ?? 'info';
}

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new TypeError(
    `${SERVICE_ENVIRONMENT.port}: expected a port from 0 to 65535, got ${JSON.stringify(text.slice(0, 20))}.`,
  );
}
