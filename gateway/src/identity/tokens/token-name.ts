import { hash } from 'node:crypto';

/**
 * The name of a token in logs and revocations.
 *
 * @returns 22 characters of its SHA-256, from which it cannot be found
 */
export const tokenName = (token: string): string => hash('sha256', token, 'base64url').slice(0, 22);
