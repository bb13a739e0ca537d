import canonicalize from 'canonicalize';

// The package declares an ES module's default export, but is CommonJS: what is imported is the function itself.
const serialize = canonicalize as unknown as (value: unknown) => string;

/** The canonical JSON of a value, RFC 8785: equal values give equal texts, whatever the order of their members. */
export function canonicalJson(value: object): string {
  return serialize(value);
}
