import type { Certificates } from './certificates.js';
import type { DoorState } from './door.js';

/** What meets a connection, by the name that the table has for it. */
export type DoorRow = readonly [name: string, state: (certificates: Certificates) => DoorState | 'unresolved'];

/** What keeps any caller from connecting. */
export const DOOR_FAULTS: readonly DoorRow[] = [
  ['DNS failure', () => 'unresolved'],
  ['connection refused', () => 'refused'],
  ['no TLS where it is expected', () => 'plain'],
  ['no certificate', ({ none }) => ({ tls: none })],
  ['certificate of another authority', ({ wrongAuthority }) => ({ tls: wrongAuthority })],
  ['certificate for another name', ({ wrongName }) => ({ tls: wrongName })],
  ['certificate that has expired', ({ expired }) => ({ tls: expired })],
  ['certificate that is not valid yet', ({ notYetValid }) => ({ tls: notYetValid })],
  ['TLS 1.1', ({ oldTls }) => ({ tls: oldTls })],
];

/** What ends mutual TLS beside. */
export const MUTUAL_TLS_FAULTS: readonly DoorRow[] = [
  ['revoked certificate', ({ revoked }) => ({ tls: revoked })],
  ['our certificate is not taken', ({ otherCallers }) => ({ tls: otherCallers })],
];
