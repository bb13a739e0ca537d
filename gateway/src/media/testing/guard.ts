import type { RequestListener } from 'node:http';

import { expect } from '@jest/globals';
import { ServiceError } from '@sluice/schema';

import { createGuardedFetch, type GuardedFetchOptions } from '../fetch/guarded-fetch.js';
import type { HostResolver } from '../../network/resolve-host.js';
import type { Trap } from './start-trap.js';

/** Longer than any of these tests should take. */
export const patience = () => AbortSignal.timeout(10_000);
/** Short, and in milliseconds. */
export const timeouts = { connectMs: 500, idleMs: 300, totalMs: 1_000 };

/** A name server that always answers the same. */
export const resolveTo =
  (...addresses: string[]): HostResolver =>
  async () =>
    addresses;

/** Answers from a list, one question after the other. */
export const resolveInTurn = (...answers: string[][]): HostResolver & { asked: number } => {
  const resolve = async () => answers[Math.min(resolve.asked++, answers.length - 1)] ?? [];
  resolve.asked = 0;
  return resolve;
};

/** A server that has a picture. */
export const ok: RequestListener = (_, response) => void response.end('a picture');

/** A server that redirects. @param location of its own port */
export const redirectTo =
  (location: (port: number) => string): RequestListener =>
  (request, response) =>
    void response.writeHead(302, { location: location(request.socket.localPort ?? 0) }).end();

/** A guard as it is used, but for http and the trap's port: it lets nobody into loopback. */
export function guard(trap: Trap, options: Partial<GuardedFetchOptions> = {}) {
  return createGuardedFetch({ maxBytes: 1_000, allowHttp: true, ports: [trap.port], timeouts, ...options });
}

/** A guard for which this one loopback address is the Internet. */
export function open(trap: Trap, options: Partial<GuardedFetchOptions> = {}) {
  return guard(trap, {
    allowAddress: (address) => address === '127.0.0.1',
    resolveHost: resolveTo('127.0.0.1'),
    ...options,
  });
}

/** Expects an error that names the place of the mistake, and nothing of the inside. */
export async function expectRefusal(fetching: Promise<unknown>, message: RegExp, code = 'BAD_USER_INPUT') {
  const error: unknown = await fetching.then(
    () => 'it was fetched',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ServiceError);
  const { code: got, message: said, details } = error as ServiceError;
  expect([got, said]).toEqual([code, expect.stringMatching(message)]);
  expect(details.inputPath).toEqual(['url']);
  expect(JSON.stringify([said, details])).not.toMatch(/127\.0|localhost|ECONN|inside|secret/i);
}
