import { badUrl, tooManyBytes } from '../media-error.js';
import { kindOf, type MediaKind, mediaTypesOf, type MediaType } from '../media-type.js';
import { detectMediaType } from './detect-media-type.js';
import { countPixels } from './pixels/count-pixels.js';

export interface InspectionLimits {
  /** Of the file, as it travels. */
  readonly maxBytes: number;
  /** Of the picture, all frames or pages together; a decoder needs about four bytes for each. */
  readonly maxPixels: number;
}

/**
 * Looks at bytes that came from anywhere before anything decodes them: are they of the kind that is wanted, by their
 * own signature, and is the picture of a size that can be decoded?
 *
 * @param kind undefined takes a picture or a sound
 * @throws ServiceError `BAD_USER_INPUT`
 */
export async function inspectMedia(
  bytes: Buffer,
  kind: MediaKind | undefined,
  { maxBytes, maxPixels }: InspectionLimits,
): Promise<MediaType> {
  if (bytes.length > maxBytes) throw tooManyBytes(maxBytes, bytes.length);
  const mediaType = await detectMediaType(bytes);
  if (mediaType === undefined || (kind !== undefined && kindOf(mediaType) !== kind)) throw unexpectedType(kind);
  const pixels = readPixels(bytes, mediaType);
  if (pixels <= maxPixels) return mediaType;
  const limit = { dimension: 'pixels', limit: maxPixels, value: pixels };
  throw badUrl(`The picture has ${pixels} pixels; at most ${maxPixels} are taken.`, { limit });
}

function readPixels(bytes: Buffer, mediaType: MediaType): number {
  try {
    return countPixels(bytes, mediaType);
  } catch (error) {
    throw badUrl('The picture is damaged: its size cannot be read.', {}, error);
  }
}

function unexpectedType(kind: MediaKind | undefined) {
  const kinds = kind === undefined ? (['image', 'audio'] as const) : [kind];
  return badUrl(`Expected one of ${kinds.flatMap(mediaTypesOf).join(', ')}, by its content.`);
}
