import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** What is known of who asks for the start page. */
export interface Visitor {
  /** The other end of the connection. */
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
}

/** Set by proxies: behind one, the other end of the connection tells nothing. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether the page may carry the development key: only a person at this machine who opens the page in a browser.
 *
 * The connection comes from loopback and through no proxy. `Host` names this machine: a name of somebody else's that
 * was made to resolve to it (DNS rebinding) does not. The page is navigated to, not fetched by a script of another
 * origin, not even of one that may call `/graphql`.
 */
export function maySeeKey({ address, headers }: Visitor): boolean {
  return (
    loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') &&
    isLoopbackHost(headers.host ?? '') &&
    PROXY_HEADERS.every((name) => headers[name] === undefined) &&
    headers.origin === undefined &&
    ['navigate', undefined].includes(headers['sec-fetch-mode'] as string | undefined)
  );
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);
}
