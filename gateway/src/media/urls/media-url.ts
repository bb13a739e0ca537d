import { ServiceError } from '@sluice/schema';

import type { MediaKind } from '../media-type.js';
import { fileNameOf, type MediaAddress, parseFileName } from '../store/media-address.js';
import { isTenantKey, type TenantKey } from '../store/tenant-key.js';
import { createMediaSigner, type MediaSigner, type SignedParts } from './media-signature.js';
import type { SigningKeys } from './signing-keys.js';

/** The path below which media stand. */
export const MEDIA_PATH = '/media/';

/** What may be read by a signed URL, and until when, in milliseconds since 1970. */
export interface ReadGrant {
  readonly address: MediaAddress;
  readonly expiresAt: number;
}

/** What may be written by a signed URL, and until when, in milliseconds since 1970. */
export interface WriteGrant {
  readonly tenant: TenantKey;
  readonly kind: MediaKind;
  readonly maxBytes: number;
  readonly expiresAt: number;
}

export interface MediaUrlsOptions {
  readonly keys: SigningKeys;
  /** Where callers reach this gateway, without a slash at the end; asked for each URL, since a port may come late. */
  readonly publicUrl: () => string;
  /** How long a URL that was just made is good for at least, in milliseconds. @default 1 h */
  readonly readLifetimeMs?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * URLs that carry their own permission. A signature binds what may be done, the tenant, the content and the time, but
 * not the host: services may reach the gateway by another name than callers do.
 */
export interface MediaUrls {
  /** `<public URL>/media/<tenant key>/<SHA-256>.png?expires=…&key=…&signature=…`, the same for a while. */
  read(address: MediaAddress): string;
  /** `<public URL>/media/<tenant key>?kind=audio&bytes=…&expires=…&key=…&signature=…` */
  write(grant: WriteGrant): string;
  /** @param path with its query. @throws ServiceError `NOT_FOUND` for what is no such URL, `FORBIDDEN` otherwise */
  checkRead(path: string): ReadGrant;
  /** @param path with its query. @throws ServiceError `NOT_FOUND` for what is no such URL, `FORBIDDEN` otherwise */
  checkWrite(path: string): WriteGrant;
  /** The path and query of a URL below `/media/` of this gateway, absolute or not; undefined for all others. */
  ownPath(url: string): string | undefined;
}

const HOUR_MS = 3_600_000;

/** Makes and checks the URLs of media. */
export function createMediaUrls(options: MediaUrlsOptions): MediaUrls {
  const { keys, publicUrl, readLifetimeMs = HOUR_MS, now = Date.now } = options;
  const signer = createMediaSigner(keys);
  return {
    read(address) {
      // The end is rounded up, so that the same content has the same URL for a while: a URL is the key of its entity.
      const expiresAt = (Math.floor(now() / readLifetimeMs) + 2) * readLifetimeMs;
      const path = `${MEDIA_PATH}${address.tenant}/${fileNameOf(address)}`;
      return `${publicUrl()}${path}?${signedQuery(signer, readParts({ address, expiresAt }), expiresAt)}`;
    },
    write(grant) {
      const { tenant, kind, maxBytes, expiresAt } = grant;
      const query = signedQuery(signer, writeParts(grant), expiresAt, { kind, bytes: String(maxBytes) });
      return `${publicUrl()}${MEDIA_PATH}${tenant}?${query}`;
    },
    checkRead: (path) => checkGrant(path, readGrantOf, readParts, signer, now()),
    checkWrite: (path) => checkGrant(path, writeGrantOf, writeParts, signer, now()),
    ownPath(url) {
      if (url.startsWith(MEDIA_PATH)) return url;
      const origin = publicUrl();
      return url.startsWith(`${origin}${MEDIA_PATH}`) ? url.slice(origin.length) : undefined;
    },
  };
}

function readParts({ address, expiresAt }: ReadGrant): SignedParts {
  return ['read', address.tenant, fileNameOf(address), toSeconds(expiresAt)];
}

function writeParts({ tenant, kind, maxBytes, expiresAt }: WriteGrant): SignedParts {
  return ['write', tenant, kind, maxBytes, toSeconds(expiresAt)];
}

function signedQuery(
  signer: MediaSigner,
  parts: SignedParts,
  expiresAt: number,
  claims: Readonly<Record<string, string>> = {},
): string {
  const expires = String(toSeconds(expiresAt));
  return new URLSearchParams({ ...claims, expires, ...signer.sign(parts) }).toString();
}

/** Whole seconds, as URLs tell time. */
function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}

function readGrantOf(names: readonly string[], claims: URLSearchParams): ReadGrant | undefined {
  const [tenant = '', fileName = ''] = names;
  const address = parseFileName(tenant, fileName);
  const expires = wholeNumber(claims.get('expires'));
  const isComplete = names.length === 2 && claims.size === 3;
  return address && expires !== undefined && isComplete ? { address, expiresAt: expires * 1_000 } : undefined;
}

function writeGrantOf(names: readonly string[], claims: URLSearchParams): WriteGrant | undefined {
  const [tenant = ''] = names;
  const kind = claims.get('kind');
  const [maxBytes, expires] = [wholeNumber(claims.get('bytes')), wholeNumber(claims.get('expires'))];
  if (!isTenantKey(tenant) || names.length !== 1 || claims.size !== 5) return undefined;
  if ((kind !== 'image' && kind !== 'audio') || maxBytes === undefined || expires === undefined) return undefined;
  return { tenant, kind, maxBytes, expiresAt: expires * 1_000 };
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function checkGrant<Grant extends { readonly expiresAt: number }>(
  path: string,
  grantOf: (names: readonly string[], claims: URLSearchParams) => Grant | undefined,
  partsOf: (grant: Grant) => SignedParts,
  signer: MediaSigner,
  now: number,
): Grant {
  const [names = '', query = ''] = path.slice(MEDIA_PATH.length).split('?', 2);
  const claims = new URLSearchParams(query);
  const grant = grantOf(names.split('/'), claims);
  if (!grant) throw new ServiceError('NOT_FOUND', 'No such picture or sound.');
  const isGenuine = signer.verify(partsOf(grant), claims.get('key') ?? '', claims.get('signature') ?? '');
  if (!isGenuine) throw new ServiceError('FORBIDDEN', 'The signature of the URL is not valid.');
  if (grant.expiresAt <= now) throw new ServiceError('FORBIDDEN', 'The URL has expired.');
  return grant;
}
