import type { IssuerClient, JsonObject } from './issuer-client.js';
import { IssuerError } from './issuer-error.js';

/** What an issuer tells of itself, as far as we ask. */
export interface IssuerMetadata {
  readonly jwksUrl: string | undefined;
  readonly introspectionUrl: string | undefined;
}

/**
 * Where an issuer's metadata stand: OpenID Connect Discovery 1.0, section 4 (behind the issuer's path), and RFC 8414,
 * section 3.1 (before it).
 */
export function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

/** @throws IssuerError when there are none, or when they speak of another issuer (RFC 8414, section 3.3) */
export async function discoverIssuer(
  { name, issuer }: { readonly name: string; readonly issuer: string },
  client: IssuerClient,
  signal: AbortSignal,
): Promise<IssuerMetadata> {
  for (const url of metadataUrls(issuer)) {
    const found = await client.fetchJson(url, {}, signal);
    if (found === null) continue;
    if (found['issuer'] !== issuer) throw new IssuerError(name, 'its metadata speak of another issuer');
    return { jwksUrl: text(found, 'jwks_uri'), introspectionUrl: text(found, 'introspection_endpoint') };
  }
  throw new IssuerError(name, 'it has no metadata');
}

function text(metadata: JsonObject, name: string): string | undefined {
  const value = metadata[name];
  return typeof value === 'string' ? value : undefined;
}
