/** Which of the files of a TLS configuration. */
export type TlsFileRole = 'cert' | 'key' | 'ca' | 'crl';

/** A file of certificates or keys that cannot be used; the message says why, in words for an operator. */
export class TlsFileError extends Error {
  override readonly name = 'TlsFileError';
  /** The setting that names the file. */
  readonly role: TlsFileRole;
  readonly file: string;

  constructor(role: TlsFileRole, file: string, message: string) {
    super(message);
    this.role = role;
    this.file = file;
  }
}
