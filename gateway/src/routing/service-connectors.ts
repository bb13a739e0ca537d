import { checkServerIdentity, type PeerCertificate } from 'node:tls';

import { ServiceError } from '@sluice/schema';
import { isForName, readTlsFiles, TlsFileError, type TlsMaterial, watchTlsFiles } from '@sluice/schema/tls';
import type { Logger } from '@sluice/telemetry';
import { Agent, buildConnector, type Dispatcher } from 'undici';

import type { ServiceConfig, ServiceTlsConfig } from '../config/config.js';
import { ConfigError } from '../config/config-error.js';

/** How connections to services come about. */
export interface ServiceConnectors {
  /** For a pool of connections to a service. */
  of(service: string, connectMs: number): buildConnector.connector;
  /** For a single question to a service. */
  dispatcherOf(service: string): Dispatcher;
  close(): Promise<void>;
}

/** How long a connection for a single question may take to come about, in milliseconds. */
const ASK_CONNECT_MS = 2_000;

/**
 * Connections by TLS 1.2 and later, and where it is configured by mutual TLS. Certificates are renewed when their files
 * change: connections from then on have the new ones, and what is under way on others ends as it would.
 *
 * @throws ConfigError where a certificate cannot be used
 */
export function createServiceConnectors(services: readonly ServiceConfig[], logger: Logger): ServiceConnectors {
  const withTls = services.flatMap((service) =>
    service.kind === 'url' && service.tls
      ? [[service.name, openMutualTls(service.name, service.tls, logger)] as const]
      : [],
  );
  const mutual = new Map(withTls);
  const agents = new Map<string, Agent>();
  const of = (service: string, timeout: number): buildConnector.connector => {
    const tls = mutual.get(service);
    return tls ? tls.connector(timeout) : buildConnector({ timeout, minVersion: 'TLSv1.2' });
  };
  return {
    of,
    dispatcherOf(service) {
      const agent = agents.get(service) ?? new Agent({ connect: of(service, ASK_CONNECT_MS) });
      agents.set(service, agent);
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

function openMutualTls(service: string, tls: ServiceTlsConfig, logger: Logger): MutualTls {
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
      let made = { material: current, connect: connectorWith(current, tls, timeout) };
      return (options, callback) => {
        if (made.material !== current) made = { material: current, connect: connectorWith(current, tls, timeout) };
        made.connect(options, (...[error, socket]) =>
          error ? callback(unconnected(error), null) : callback(null, socket),
        );
      };
    },
    close,
  };
}

/** Whatever goes wrong in a handshake, nothing was sent yet. */
function unconnected(cause: Error): ServiceError {
  const message = 'No secure connection to a service came about.';
  return new ServiceError('PROVIDER_CONNECTION_FAILED', message, { phase: 'BEFORE_DISPATCH' }, { cause });
}

function connectorWith({ cert, key, ca }: TlsMaterial, { names }: ServiceTlsConfig, timeout: number) {
  const identityOf = (host: string, certificate: PeerCertificate) => {
    if (!names) return checkServerIdentity(host, certificate);
    return isForName(certificate.subjectaltname, names) ? undefined : new Error('The certificate is for another name.');
  };
  return buildConnector({
    cert,
    key,
    ...(ca !== undefined && { ca }),
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
