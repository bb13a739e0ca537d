import { IssuerError } from './issuer-error.js';

export interface IssuerUrlRules {
  /** The issuer's name, for errors. */
  readonly name: string;
  /** Whether an issuer on this machine may speak plain HTTP. */
  readonly allowLoopback: boolean;
}

const MAX_LENGTH = 2_048;

const THIS_MACHINE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads a URL of an issuer: `https:`, or plain HTTP on this machine where that is allowed. The parser brings every
 * notation of an address into its canonical form; which addresses are connected to is decided when connecting.
 *
 * @throws IssuerError
 */
export function checkIssuerUrl(text: string, { name, allowLoopback }: IssuerUrlRules): URL {
  if (text.length > MAX_LENGTH || !URL.canParse(text)) throw new IssuerError(name, 'one of its URLs cannot be read');
  const url = new URL(text);
  const isPlain = url.protocol === 'http:' && allowLoopback && THIS_MACHINE.has(url.hostname);
  if (url.protocol !== 'https:' && !isPlain) throw new IssuerError(name, `${url.origin} is no https: URL`);
  if (url.username !== '' || url.password !== '') {
    throw new IssuerError(name, 'one of its URLs holds a user name or a password');
  }
  return url;
}
