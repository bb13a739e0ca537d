/**
 * Masks addresses of e-mail and numbers of payment cards before a text reaches any AI service.
 *
 * @param {{ mask?: string }} [options]
 * @returns {import('@sluice/gateway').Middleware}
 */
export default function maskPersonalData({ mask = '[removed]' } = {}) {
  return {
    name: 'mask-personal-data',
    onContext: ({ arguments: given }) => maskIn(given, mask),
  };
}

/** Every repetition is bounded: a text of a hundred thousand letters would take minutes otherwise. */
const PATTERNS = [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, /\b(?:\d[ -]?){12,18}\d\b/g];

/** Every text within, at any depth, with what it holds of personal data masked; pictures and sounds as they are. */
function maskIn(value, mask) {
  if (typeof value === 'string') {
    if (value.startsWith('data:')) return value;
    return PATTERNS.reduce((text, pattern) => text.replaceAll(pattern, mask), value);
  }
  if (Array.isArray(value)) return value.map((item) => maskIn(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskIn(item, mask)]));
}
