import type { Principal } from '../identity/principal.js';
import type { MediaKind } from '../media/media-type.js';
import type { Target } from './target.js';

/** How services read and write pictures and sounds; the media phase knows. */
export interface MediaAccess {
  /** Where a service reaches `/media/…` of this gateway, without a slash at the end. */
  originFor(target: Target): string;
  /** A signed URL by which a service stores what it makes for a caller; a permission, good for `timeoutMs` and a bit. */
  writeUrl(kind: MediaKind, principal: Principal, timeoutMs: number): string;
  /** Whether a value that a service gave is a URL of this gateway that it got for this caller. */
  isOwnUrl(value: unknown, kind: MediaKind, principal: Principal): boolean;
}
