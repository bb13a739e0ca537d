import { ServiceError } from '@sluice/schema';

/** Names that begin so are the gateway's own. */
const OWN = /^x-(sluice|forwarded|request)-/;
const NAME = /^x-[a-z0-9-]{1,62}$/;
/** Visible characters and spaces within: no line can be broken. */
const VALUE = /^[\x21-\x7e]([\x20-\x7e]{0,1022}[\x21-\x7e])?$/;

/**
 * The headers that a middleware adds to a call, in lower case.
 *
 * @throws ServiceError `INTERNAL` where one is not the middleware's to set
 */
export function callHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked = Object.entries(headers).map(([given, value]) => {
    const name = given.toLowerCase();
    if (NAME.test(name) && !OWN.test(name) && VALUE.test(value)) return [name, value] as const;
    const cause = new TypeError('A middleware may add headers whose names begin with x-, in visible characters.');
    throw new ServiceError('INTERNAL', 'Internal error.', {}, { cause });
  });
  return Object.fromEntries(checked);
}
