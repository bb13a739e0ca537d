import { readTlsFiles, TlsFileError, type TlsFiles, type TlsMaterial } from '@sluice/schema/tls';

import { ConfigError } from '../../config/config-error.js';

/**
 * Reads the certificate that the gateway is to serve with.
 *
 * @throws ConfigError that names the file and what is wrong with it
 */
export function openTls(files: TlsFiles): TlsMaterial {
  try {
    return readTlsFiles(files);
  } catch (error) {
    if (!(error instanceof TlsFileError)) throw error;
    throw new ConfigError([{ place: error.file, setting: `server.tls.${error.role}`, message: error.message }]);
  }
}
