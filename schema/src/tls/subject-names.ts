/** One subject alternative name (RFC 5280, section 4.2.1.6). */
export interface SubjectName {
  readonly type: 'DNS' | 'URI' | 'IP' | 'email';
  readonly value: string;
}

const TYPES: Readonly<Record<string, SubjectName['type']>> = {
  DNS: 'DNS',
  URI: 'URI',
  email: 'email',
  'IP Address': 'IP',
};

/** One name and its kind, up to the next; a value that could be taken for more than one is written as a JSON string. */
const ENTRY = /([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^",]*)(?:, |$)/y;

/**
 * Reads the subject alternative names of a certificate as `X509Certificate.subjectAltName` writes them. Other kinds of
 * names are left out; what cannot be read whole gives none.
 */
export function readSubjectNames(text: string | undefined): readonly SubjectName[] {
  const names: SubjectName[] = [];
  for (let at = 0; text !== undefined && at < text.length; at = ENTRY.lastIndex) {
    ENTRY.lastIndex = at;
    const [, kind = '', written = ''] = ENTRY.exec(text) ?? [];
    if (kind === '') return [];
    const type = TYPES[kind];
    const value = unquote(written);
    if (value === null) return [];
    if (type !== undefined) names.push({ type, value });
  }
  return names;
}

function unquote(written: string): string | null {
  if (!written.startsWith('"')) return written;
  try {
    return String(JSON.parse(written));
  } catch {
    return null;
  }
}

/**
 * Whether a certificate is for one of these names: `worker.example`, `spiffe://example/worker`, `10.0.0.7`. Names of hosts
 * are compared without regard to case, others as they stand; wildcards are none.
 *
 * @param text as `X509Certificate.subjectAltName` writes it
 */
export function isForName(text: string | undefined, allowed: readonly string[]): boolean {
  return readSubjectNames(text).some(({ type, value }) =>
    allowed.some((name) => (type === 'DNS' ? name.toLowerCase() === value.toLowerCase() : name === value)),
  );
}
