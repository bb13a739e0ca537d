import type { FastifyInstance } from 'fastify';

import type { Config } from '../config/config.js';
import { challengeFor } from '../identity/challenge.js';
import type { CredentialHeaders } from '../identity/credentials.js';
import { PERMISSIONS } from '../identity/permissions.js';
import { readCredentials } from './pipeline/read-credentials.js';

/** What tells clients how to get in. */
export interface Challenges {
  /** `WWW-Authenticate` for an answer of this status; null for none. */
  challenge(status: number, headers: CredentialHeaders): string | null;
}

export interface ResourceMetadataOptions {
  readonly config: Pick<Config, 'identity' | 'server'>;
  /** Where callers reach this gateway, once it listens. */
  readonly publicUrl: () => string;
}

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/**
 * Describes the gateway as a protected resource (RFC 9728): who issues tokens for it, and what their scopes may be. The
 * document stands where the resource's name leads, and whoever is refused is told where. Without issuers there is none.
 */
export function resourceMetadata(app: FastifyInstance, { config, publicUrl }: ResourceMetadataOptions): Challenges {
  const { issuers, resource: named } = config.identity;
  const resource = () => named ?? publicUrl();
  const metadataUrl = () => {
    if (issuers.length === 0) return null;
    const { origin, pathname } = new URL(resource());
    return `${origin}${WELL_KNOWN}${pathname.replace(/\/$/, '')}`;
  };
  const challenge = (status: number, headers: CredentialHeaders) => challengeFor(status, headers, metadataUrl());
  app.addHook('onSend', (request, reply, payload, done) => {
    const { statusCode } = reply;
    const said =
      statusCode === 401 || statusCode === 403 ? challenge(statusCode, readCredentials(request.raw).headers) : null;
    if (said !== null) void reply.header('www-authenticate', said);
    done(null, payload);
  });
  if (issuers.length === 0) return { challenge };
  const document = async () => ({
    resource: resource(),
    authorization_servers: issuers.map(({ issuer }) => issuer),
    bearer_methods_supported: ['header'],
    scopes_supported: Object.keys(PERMISSIONS),
    resource_name: 'Sluice',
  });
  const paths = new Set([WELL_KNOWN, ...(named === undefined ? [] : [new URL(metadataUrl() ?? '').pathname])]);
  for (const path of paths) app.get(path, document);
  return { challenge };
}
