import { describe, expect, it } from '@jest/globals';
import { type Caller, createLogger, ServiceError } from '@sluice/kit';
import { createCredentialPool } from './credential-pool.js';
import type { CredentialSource } from './credential-source.js';
import { createRotation } from './rotation.js';

const source = (name: string, tenant?: string): CredentialSource => ({
  name,
  read: () => `secret of ${name}`,
  ...(tenant && { tenants: new Set([tenant]) }),
});
const of = (tenant: string): Caller => ({ tenant, principal: 'p', roles: [], permissions: [], gateway: 'g' });

/** Calls over credentials `A`, `B` and `C`; what each of them says is given by name, null for an answer. */
function start(
  says: Readonly<Record<string, ServiceError | Error | null>>,
  callers: readonly (Caller | null)[] = [null],
) {
  const tried: string[] = [];
  const lines: string[] = [];
  const controller = new AbortController();
  const logger = createLogger({ name: 'toy', destination: { write: (line) => lines.push(line) } });
  const pool = createCredentialPool({ sources: [source('A'), source('B'), source('C'), source('D', 't1')] });
  const context = { callers, logger, signal: controller.signal };
  const ask = (secret: string | undefined): string => {
    const name = secret?.replace('secret of ', '') ?? 'none';
    tried.push(name);
    const error = says[name];
    if (error) throw error;
    return `answer of ${name}`;
  };
  return { rotation: createRotation(pool), context, ask, tried, lines, controller };
}

const limited = (retryAfterMs: number) => new ServiceError('PROVIDER_RATE_LIMITED', 'x', { retryAfterMs });
const refused = new ServiceError('PROVIDER_AUTH_FAILED', 'x');

describe('A call under one credential after another', () => {
  it('goes on to the next where one is limited or refused, and the operator is told by name', async () => {
    const { rotation, context, ask, tried, lines } = start({ A: limited(1_000), B: refused });
    expect(await rotation.run('m', context, async (secret) => ask(secret))).toBe('answer of C');
    expect(tried).toEqual(['A', 'B', 'C']);
    const log = lines.map((line) => JSON.parse(line) as { credential: string; code: string; level: string });
    expect(log).toMatchObject([
      { credential: 'A', code: 'PROVIDER_RATE_LIMITED', level: 'warn' },
      { credential: 'B', code: 'PROVIDER_AUTH_FAILED', level: 'error' },
    ]);
    expect(lines.join('')).not.toContain('secret of');
  });

  it('tries each once, and then tells the shortest time to wait', async () => {
    const { rotation, context, ask, tried } = start({ A: limited(9_000), B: limited(3_000), C: refused });
    const call = rotation.run('m', context, async (secret) => ask(secret));
    await expect(call).rejects.toMatchObject({ code: 'PROVIDER_RATE_LIMITED' });
    const { details } = (await call.catch((error: unknown) => error)) as ServiceError;
    expect(details.retryAfterMs).toBeGreaterThan(2_000);
    expect(details.retryAfterMs).toBeLessThanOrEqual(3_000);
    expect(tried).toEqual(['A', 'B', 'C']);
  });

  it.each([new ServiceError('PROVIDER_ERROR', 'x'), new ServiceError('BAD_USER_INPUT', 'x'), new TypeError('x')])(
    'does not go on for %s, which is not about the credential',
    async (error) => {
      const { rotation, context, ask, tried } = start({ A: error });
      await expect(rotation.run('m', context, async (secret) => ask(secret))).rejects.toBe(error);
      expect(tried).toEqual(['A']);
    },
  );

  it('does not go on for a caller who has left', async () => {
    const { rotation, context, ask, tried, controller } = start({ A: limited(1_000) });
    const reason = new ServiceError('DEADLINE_EXCEEDED', 'x');
    const call = rotation.run('m', context, async (secret) => {
      controller.abort(reason);
      return ask(secret);
    });
    await expect(call).rejects.toBe(reason);
    expect(tried).toEqual(['A']);
  });

  it('never holds calls of two tenants, of which one pays for itself', async () => {
    const { rotation, context, ask, tried } = start({}, [of('t1'), of('t2')]);
    await expect(rotation.run('m', context, async (secret) => ask(secret))).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(tried).toEqual([]);
  });
});

describe('A stream', () => {
  it('goes on to the next credential before its first piece', async () => {
    const { rotation, context, ask, tried } = start({ A: limited(1_000) });
    const pieces: string[] = [];
    const stream = rotation.stream('m', context, async function* (secret) {
      yield ask(secret);
      yield 'more';
    });
    for await (const piece of stream) pieces.push(piece);
    expect(pieces).toEqual(['answer of B', 'more']);
    expect(tried).toEqual(['A', 'B']);
  });

  it('ends with what breaks it after its first piece, and the credential rests all the same', async () => {
    const { rotation, context, ask, tried } = start({});
    const pieces: string[] = [];
    const error = limited(60_000);
    const read = async () => {
      const stream = rotation.stream('m', context, async function* (secret) {
        yield ask(secret);
        throw error;
      });
      for await (const piece of stream) pieces.push(piece);
    };
    await expect(read()).rejects.toBe(error);
    expect(pieces).toEqual(['answer of A']);
    for (let turn = 0; turn < 3; turn += 1)
      // oxlint-disable-next-line no-await-in-loop
      await rotation.run('m', context, async (secret) => ask(secret));
    expect(tried).toEqual(['A', 'B', 'C', 'B']);
  });

  it('is closed at the vendor when its reader leaves', async () => {
    const { rotation, context, ask } = start({});
    let isClosed = false;
    const stream = rotation.stream('m', context, async function* (secret) {
      try {
        for (;;) yield ask(secret);
      } finally {
        isClosed = true;
      }
    });
    for await (const piece of stream) if (piece) break;
    expect(isClosed).toBe(true);
  });
});
