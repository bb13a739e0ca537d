import { fileTypeFromBuffer } from 'file-type';

import { isMediaType, type MediaType } from '../media-type.js';

/** What the signature library calls types that we know by another name. */
const SYNONYMS: Readonly<Record<string, MediaType>> = { 'audio/vnd.wave': 'audio/wav', 'audio/x-flac': 'audio/flac' };

/** The type that the bytes' own signature tells, whatever their sender calls them; undefined when it is not taken. */
export async function detectMediaType(bytes: Buffer): Promise<MediaType | undefined> {
  // Signatures look ahead; a file that ends meanwhile is of no type.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  // `audio/ogg; codecs=opus`: the codec is for the decoder to find out.
  const name = found?.mime.split(';', 1)[0] ?? '';
  return isMediaType(name) ? name : SYNONYMS[name];
}
