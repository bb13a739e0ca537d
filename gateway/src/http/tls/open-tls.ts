import { readTlsFiles, TlsFileError, type TlsFiles, type TlsMaterial } from '@sluice/schema/tls';

import type { Config } from '../../config/config.js';
import { ConfigError } from '../../config/config-error.js';

type TlsSettings = NonNullable<Config['server']['tls']>;

/** The files of the configuration: the other end of the gateway's connections are its clients. */
export const tlsFiles = ({ cert, key, clientCa: ca }: TlsSettings): TlsFiles => ({ cert, key, ca });

/**
 * Reads the certificate that the gateway is to serve with.
 *
 * @throws ConfigError that names the file and what is wrong with it
 */
export function openTls(settings: TlsSettings): TlsMaterial {
  try {
    return readTlsFiles(tlsFiles(settings));
  } catch (error) {
    if (!(error instanceof TlsFileError)) throw error;
    throw new ConfigError([
      {
        place: error.file,
        setting: `server.tls.${error.role === 'ca' ? 'clientCa' : error.role}`,
        message: error.message,
      },
    ]);
  }
}
