import { parseFileName } from './media-address.js';
import type { MediaFile } from './media-files.js';

/** One page of a bucket's objects. */
export interface ListingPage {
  readonly files: readonly MediaFile[];
  /** Where the next page begins; undefined on the last. */
  readonly continuation: string | undefined;
}

/**
 * Reads the answer of ListObjectsV2. Our own keys consist of letters, digits and `/.`, so that nothing in them needs
 * unescaping, and what has another form is not ours: no XML parser is needed for that.
 */
export function readListing(xml: string, prefix: string): ListingPage {
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, content = '']) => content);
  const continuation = valueOf(xml, 'IsTruncated') === 'true' ? valueOf(xml, 'NextContinuationToken') : undefined;
  return { files: objects.flatMap((content) => readObject(content, prefix) ?? []), continuation };
}

function readObject(content: string, prefix: string): MediaFile | undefined {
  const key = valueOf(content, 'Key') ?? '';
  const [tenant = '', fileName = '', ...more] = key.slice(prefix.length).split('/');
  const address = parseFileName(tenant, fileName);
  if (!address || more.length > 0 || !key.startsWith(prefix)) return undefined;
  const bytes = Number(valueOf(content, 'Size'));
  const writtenAt = Date.parse(valueOf(content, 'LastModified') ?? '');
  return Number.isNaN(bytes) || Number.isNaN(writtenAt) ? undefined : { address, bytes, writtenAt };
}

function valueOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.replaceAll('&amp;', '&');
}
