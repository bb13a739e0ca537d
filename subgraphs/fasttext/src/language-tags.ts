/**
 * fastText's labels are the names of Wikipedias. Most are the languages' subtags of BCP 47; these are not, or are
 * retired there (IANA Language Subtag Registry).
 */
const WIKIPEDIA_NAMES: Readonly<Record<string, string>> = {
  // The Alemannic Wikipedia; `als` is Tosk Albanian.
  als: 'gsw',
  // The Bhojpuri Wikipedia; `bh` was a group of languages.
  bh: 'bho',
  // Emilian-Romagnol was parted in two; the Wikipedia is mostly Emilian.
  eml: 'egl',
};

/** The BCP 47 tag of a label such as `__label__en`, in its canonical form. */
export function toBcp47(label: string): string {
  const name = label.replace('__label__', '');
  const tag = WIKIPEDIA_NAMES[name] ?? name;
  return Intl.getCanonicalLocales(tag)[0] ?? tag;
}
