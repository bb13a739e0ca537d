import { TlsFileError } from './tls-file-error.js';
import { loadTlsFiles, type TlsFiles, type TlsMaterial } from './tls-files.js';

export interface WatchTlsFilesOptions {
  /** What is in use. */
  readonly current: TlsMaterial;
  /** Told of what is to be used from now on. */
  readonly onChange: (material: TlsMaterial) => void;
  /** Told once of new files that cannot be used; the ones in use stay so. */
  readonly onProblem: (error: TlsFileError) => void;
  /** How often they are looked at, in milliseconds. @default 5,000 */
  readonly intervalMs?: number;
}

/** Rounds in which a change must not be complete to be told as a problem: files are replaced one after the other. */
const PATIENT_ROUNDS = 2;

/**
 * Notices that certificates were renewed. The files are read, rather than watched for events: whoever renews them may
 * replace them, rename over them, or move a symbolic link above them, and events of the file system tell each of these
 * in another way, or not at all. A certificate whose key has not come yet is left until it has.
 *
 * @returns ends it
 */
export function watchTlsFiles(files: TlsFiles, options: WatchTlsFilesOptions): () => void {
  const { onChange, onProblem, intervalMs = 5_000 } = options;
  let { current } = options;
  let failures = 0;
  let isEnded = false;
  async function look(): Promise<void> {
    try {
      const found = await loadTlsFiles(files);
      failures = 0;
      if (isEnded || isSame(found, current)) return;
      current = found;
      onChange(found);
    } catch (error) {
      failures += 1;
      if (!isEnded && failures === PATIENT_ROUNDS && error instanceof TlsFileError) onProblem(error);
    }
  }
  let timer: NodeJS.Timeout;
  const lookLater = () => {
    timer = setTimeout(() => void look().then(() => isEnded || lookLater()), intervalMs);
    timer.unref();
  };
  lookLater();
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}

function isSame(left: TlsMaterial, right: TlsMaterial): boolean {
  return left.cert === right.cert && left.key === right.key && left.ca === right.ca && left.crl === right.crl;
}
