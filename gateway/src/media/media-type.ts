/** What a root field takes. */
export type MediaKind = 'image' | 'audio';

const EXTENSIONS = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'image/tiff': 'tiff',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
} as const;

/** The media types that are taken; SVG is not among them, since it is a program. */
export type MediaType = keyof typeof EXTENSIONS;

const MEDIA_TYPES = Object.keys(EXTENSIONS) as MediaType[];
const BY_EXTENSION = new Map<string, MediaType>(MEDIA_TYPES.map((mediaType) => [EXTENSIONS[mediaType], mediaType]));

/** Whether a media type, as somebody named it, is one that is taken. */
export function isMediaType(value: string): value is MediaType {
  return Object.hasOwn(EXTENSIONS, value);
}

/** The extension of a file of this type, without a dot. */
export function extensionOf(mediaType: MediaType): string {
  return EXTENSIONS[mediaType];
}

/** The type of a file by its extension (lower case, no dot), as `extensionOf` gives it. */
export function mediaTypeOfExtension(extension: string): MediaType | undefined {
  return BY_EXTENSION.get(extension);
}

/** `image` of `image/png`. */
export function kindOf(mediaType: MediaType): MediaKind {
  return mediaType.startsWith('image/') ? 'image' : 'audio';
}

/** The types of one kind, in the order in which messages list them. */
export function mediaTypesOf(kind: MediaKind): readonly MediaType[] {
  return MEDIA_TYPES.filter((mediaType) => kindOf(mediaType) === kind);
}
