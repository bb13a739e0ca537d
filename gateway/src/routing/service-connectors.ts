import type { LookupFunction } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';

import { ServiceError } from '@sluice/schema';
import { isForName, readTlsFiles, TlsFileError, type TlsMaterial, watchTlsFiles } from '@sluice/schema/tls';
import type { Logger } from '@sluice/telemetry';
import { Agent, buildConnector, type Dispatcher } from 'undici';

import type { ServiceConfig, ServiceTlsConfig } from '../config/config.js';
import { ConfigError } from '../config/config-error.js';
import type { ConnectionGuard } from '../network/connection-guard.js';

/** How connections to services come about. */
export interface ServiceConnectors {
  /** For a pool of connections to a service. */
  of(service: string, connectMs: number): buildConnector.connector;
  /** For a single question to a service. */
  dispatcherOf(service: string): Dispatcher;
  close(): Promise<void>;
}

export interface ServiceConnectorsOptions {
  readonly services: readonly ServiceConfig[];
  /** Where services that registered themselves may be; null where nobody registers. */
  readonly guard: ConnectionGuard | null;
  readonly logger: Logger;
}

/** How long a connection for a single question may take to come about, in milliseconds. */
const ASK_CONNECT_MS = 2_000;

/**
 * Connections by TLS 1.2 and later, and where it is configured by mutual TLS. Certificates are renewed when their files
 * change: connections from then on have the new ones, and what is under way on others ends as it would.
 *
 * @throws ConfigError where a certificate cannot be used
 */
export function createServiceConnectors({ services, guard, logger }: ServiceConnectorsOptions): ServiceConnectors {
  const isGuarded = guardedServices(services);
  const lookupOf = (name: string) => (guard && isGuarded(name) ? guard.lookup : undefined);
  const withTls = services.flatMap((service) =>
    service.kind !== 'run' && service.tls
      ? [[service.name, openMutualTls(service.name, service.tls, { logger, lookup: lookupOf(service.name) })] as const]
      : [],
  );
  const mutual = new Map(withTls);
  const agents = new Map<string, Agent>();
  const of = (service: string, timeout: number): buildConnector.connector => {
    const lookup = lookupOf(service);
    const plain = {
      timeout,
      minVersion: 'TLSv1.2',
      ...serverNameOf(services, service),
      ...(lookup && { lookup }),
    } as const;
    const connect = mutual.get(service)?.connector(timeout) ?? buildConnector(plain);
    return toldApart(guard && isGuarded(service) ? guard.guard(connect) : connect);
  };
  return {
    of,
    dispatcherOf(service) {
      // Names that nobody has configured may be as many as register: they share one.
      const key = services.some(({ name }) => name === service) ? service : '';
      const agent = agents.get(key) ?? new Agent({ connect: of(service, ASK_CONNECT_MS) });
      agents.set(key, agent);
      return agent;
    },
    async close() {
      for (const { close } of mutual.values()) close();
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

interface MutualTls {
  connector(timeout: number): buildConnector.connector;
  close(): void;
}

/** Whether a service said itself where it is: then it is not simply believed. */
function guardedServices(services: readonly ServiceConfig[]): (service: string) => boolean {
  const trusted = new Set(services.filter(({ kind }) => kind !== 'registered').map(({ name }) => name));
  return (service) => !trusted.has(service);
}

/** Instances that were found by a name are connected to by their addresses; their certificates are for the name. */
function serverNameOf(services: readonly ServiceConfig[], service: string): { readonly servername?: string } {
  const config = services.find(({ name }) => name === service);
  return config?.kind === 'dns' ? { servername: config.discover.dns } : {};
}

interface MutualTlsOptions {
  readonly logger: Logger;
  readonly lookup: LookupFunction | undefined;
}

function openMutualTls(service: string, tls: ServiceTlsConfig, { logger, lookup }: MutualTlsOptions): MutualTls {
  let current = readServiceTls(service, tls);
  const close = watchTlsFiles(tls, {
    current,
    onChange(material) {
      current = material;
      logger.info({ service }, 'The certificate for a service was renewed.');
    },
    onProblem: ({ message }) => logger.error({ service, reason: message }, 'A new certificate cannot be used.'),
  });
  return {
    connector(timeout) {
      const make = () => ({ material: current, connect: connectorWith(current, tls, { timeout, lookup }) });
      let made = make();
      return (options, callback) => {
        if (made.material !== current) made = make();
        made.connect(options, callback);
      };
    },
    close,
  };
}

/** Whatever goes wrong before a connection has come about, its handshake among it, nothing was sent yet. */
function toldApart(connect: buildConnector.connector): buildConnector.connector {
  const message = 'No connection to a service came about.';
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (!error) return callback(null, socket);
      const details = { phase: 'BEFORE_DISPATCH' } as const;
      callback(new ServiceError('PROVIDER_CONNECTION_FAILED', message, details, { cause: error }), null);
    });
}

function connectorWith(
  { cert, key, ca, crl }: TlsMaterial,
  { names }: ServiceTlsConfig,
  { timeout, lookup }: { readonly timeout: number; readonly lookup: LookupFunction | undefined },
) {
  const identityOf = (host: string, certificate: PeerCertificate) => {
    if (!names) return checkServerIdentity(host, certificate);
    return isForName(certificate.subjectaltname, names) ? undefined : new Error('The certificate is for another name.');
  };
  return buildConnector({
    cert,
    key,
    ...(ca !== undefined && { ca }),
    ...(crl !== undefined && { crl }),
    ...(lookup && { lookup }),
    timeout,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    checkServerIdentity: identityOf,
    // What was agreed upon with one certificate is not taken up again with another.
    maxCachedSessions: 0,
  });
}

/** @throws ConfigError that names the file and what is wrong with it */
export function readServiceTls(service: string, tls: ServiceTlsConfig): TlsMaterial {
  try {
    return readTlsFiles(tls);
  } catch (error) {
    if (!(error instanceof TlsFileError)) throw error;
    throw new ConfigError([
      { place: error.file, setting: `services: ${service}: tls.${error.role}`, message: error.message },
    ]);
  }
}
