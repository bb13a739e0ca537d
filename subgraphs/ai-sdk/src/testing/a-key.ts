import type { CredentialSource } from '../credentials/credential-source.js';

let version = 1;

/** A credential that is there from the beginning, and does not mind what was said of it once it is renewed. */
export const A_KEY: CredentialSource & { renew(): void } = {
  name: 'A_KEY',
  read: () => `a-key-${version}`,
  renew: () => void (version += 1),
};
