import type { MediaAccess } from '../routing/media-access.js';
import { kindOf } from './media-type.js';
import { tenantKey } from './store/tenant-key.js';
import type { MediaUrls } from './urls/media-url.js';

export interface ServiceAccessOptions {
  readonly urls: MediaUrls;
  /** Of what a service writes at once. */
  readonly maxBytes: number;
  /** Where the gateway listens; asked for each call, since the port may come late. */
  readonly listenUrl: () => string;
  /** Where services on other machines reach it. */
  readonly remoteUrl: () => string;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** A service may take a moment longer than its caller waits. */
const SPARE_MS = 60_000;

/** How services read and write media: by signed URLs of this gateway, and by nothing else. */
export function createServiceAccess(options: ServiceAccessOptions): MediaAccess {
  const { urls, maxBytes, listenUrl, remoteUrl, now = Date.now } = options;
  return {
    originFor: ({ url }) => reachable(isLoopback(url) ? listenUrl() : remoteUrl()),
    writeUrl(kind, principal, timeoutMs) {
      const expiresAt = now() + timeoutMs + SPARE_MS;
      return urls.write({ tenant: tenantKey(principal.tenant), kind, maxBytes, expiresAt });
    },
    isOwnUrl(value, kind, principal) {
      const path = typeof value === 'string' ? urls.ownPath(value) : undefined;
      if (path === undefined) return false;
      try {
        const { address } = urls.checkRead(path);
        return address.tenant === tenantKey(principal.tenant) && kindOf(address.mediaType) === kind;
      } catch {
        return false;
      }
    },
  };
}

/** What listens on every address of IPv6 is reached at one of them; IPv4's istold as 127.0.0.1 already. */
function reachable(url: string): string {
  return url.replace('//[::]:', '//[::1]:').replace(/\/+$/, '');
}

function isLoopback(url: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);
}
