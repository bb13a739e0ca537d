import { badUrl } from '../media-error.js';

/** Which URLs may be fetched at all, before any name is resolved. */
export interface TargetRules {
  /** Whether `http:` is fetched too. */
  readonly allowHttp: boolean;
  readonly ports: readonly number[];
}

/** Longer ones are no addresses of pictures; browsers stop near here as well. */
const MAX_URL_LENGTH = 2_048;

/**
 * Reads a URL that a caller named, or that a server redirects to. The WHATWG parser brings every notation of an address
 * (`0x7f000001`, `127.1`, full-width digits) into its canonical form, which is what is checked later.
 *
 * @param base what a redirect is relative to
 * @throws ServiceError `BAD_USER_INPUT`
 */
export function checkTarget(text: string, rules: TargetRules, base?: URL): URL {
  if (text.length > MAX_URL_LENGTH) throw badUrl(`A URL may have at most ${MAX_URL_LENGTH} characters.`);
  if (!URL.canParse(text, base?.href)) throw badUrl('The URL cannot be read.');
  const url = new URL(text, base?.href);
  const isHttps = url.protocol === 'https:';
  if (!isHttps && !(rules.allowHttp && url.protocol === 'http:')) {
    throw badUrl(`Only ${rules.allowHttp ? 'https: and http:' : 'https:'} URLs are fetched.`);
  }
  if (base?.protocol === 'https:' && !isHttps) throw badUrl('The URL redirects from https: to http:.');
  if (url.username !== '' || url.password !== '') throw badUrl('A URL must not hold a user name or a password.');
  const port = url.port === '' ? (isHttps ? 443 : 80) : Number(url.port);
  if (!rules.ports.includes(port)) throw badUrl(`Only port ${rules.ports.join(', ')} is fetched from.`);
  url.hash = '';
  return url;
}
