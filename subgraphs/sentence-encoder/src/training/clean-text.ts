const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntity(entity: string, name: string): string {
  if (!name.startsWith('#')) return NAMED_ENTITIES[name] ?? entity;
  const code = Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

/**
 * Takes off what belongs to the platform that a text was collected from, rather than to what it says: retweet marks,
 * names of accounts, links, HTML entities and the quotation marks in front. Callers' texts have none of it.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/&(#\d{1,7}|[a-z]+);/gu, decodeEntity)
    .replaceAll(/https?:\/\/\S+/gu, ' ')
    .replaceAll(/\bRT\b/gu, ' ')
    .replaceAll(/@\w+:?/gu, ' ')
    .replace(/^[!"“”\s:]+/u, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
