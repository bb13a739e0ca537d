import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { CallLog } from '../request-context.js';
import type { Call, CallOutcome } from '../routing/calls/call.js';
import { reuseCalls } from '../routing/calls/reuse-calls.js';
import type { Storage } from '../storage/create-storage.js';
import { openTestStorage } from '../storage/testing/open-test-storage.js';
import { acceptExecution } from './accept.js';
import { openCallLog } from './call-log.js';
import { generateSealingKey, parseSealingKeys } from './sealing/sealer.js';
import { interruptStorage } from './testing/interrupted-storage.js';

const ANSWER: CallOutcome = { value: { done: true }, errors: [] };
const FAILED: CallOutcome = { value: null, errors: [{ message: 'Refused.', extensions: { code: 'PROVIDER_ERROR' } }] };

describe('The calls of an execution', () => {
  let dataDir: string;
  let storage: Storage;
  const sealer = parseSealingKeys(generateSealingKey());
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sluice-call-log-'));
    storage = await openTestStorage(dataDir);
  }, 60_000);
  afterAll(async () => {
    await storage.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  let execution: string;
  let sent: number;
  beforeEach(async () => {
    sent = 0;
    const announce = { changed() {}, events() {}, stop() {} };
    const options = { ...storage, sealer, announce, maxOpenPerTenant: 100 };
    const principal = { tenant: 't', id: 'p', permissions: [], roles: [] } as never;
    const rest = { idempotencyKey: null, priority: 0, startAfter: null, deadline: null, maxAttempts: 3, labels: {} };
    const request = {
      kind: 'operation',
      input: {},
      metadata: null,
      keepSeconds: 60,
      retryOf: null,
      asked: {},
      ...rest,
    };
    ({ id: execution } = await acceptExecution(options, principal, request));
    await beginAttempt(1);
  });

  const beginAttempt = (attempt: number) =>
    storage.store.execute(`UPDATE sluice.executions SET status = 'RUNNING', attempt = $2 WHERE id = $1`, [
      execution,
      attempt,
    ]);
  const open = (attempt: number, { store } = storage): Promise<CallLog> => {
    const signal = new AbortController().signal;
    return openCallLog({ store, sealer, execution, attempt, graceMs: 2_000, signal, onCall: () => {} });
  };
  const callOf = (effect: 'PURE' | 'BILLABLE' | 'SIDE_EFFECT') =>
    ({ node: { contract: { effect } }, representation: null, key: `a ${effect}` }) as unknown as Call;
  const ask = async (log: CallLog, call: Call, answer: () => Promise<CallOutcome>) => {
    const outcomes = await reuseCalls(log, { capability: 'tools', calls: [call] }, async () => {
      sent += 1;
      return new Map([[call, await answer()]]);
    });
    return outcomes.get(call);
  };
  const done = async () => ANSWER;
  const killed = () => Promise.reject(new Error('The worker is gone.'));

  it.each(['PURE', 'BILLABLE', 'SIDE_EFFECT'] as const)('that are done are not made again: %s', async (effect) => {
    await ask(await open(1), callOf(effect), done);
    await beginAttempt(2);
    expect(await ask(await open(2), callOf(effect), done)).toEqual(ANSWER);
    expect(sent).toBe(1);
  });

  it.each(['PURE', 'BILLABLE'] as const)('are made again where their end is not known: %s', async (effect) => {
    await expect(ask(await open(1), callOf(effect), killed)).rejects.toThrow('The worker is gone.');
    await beginAttempt(2);
    expect(await ask(await open(2), callOf(effect), done)).toEqual(ANSWER);
    expect(sent).toBe(2);
  });

  it('with a SIDE_EFFECT are never made again where their end is not known, and say so', async () => {
    await expect(ask(await open(1), callOf('SIDE_EFFECT'), killed)).rejects.toThrow('The worker is gone.');
    await beginAttempt(2);
    const outcome = await ask(await open(2), callOf('SIDE_EFFECT'), done);
    expect(sent).toBe(1);
    expect(outcome).toMatchObject({ value: null, errors: [{ extensions: { outcomeUnknown: true } }] });
  });

  it('with a SIDE_EFFECT that was refused are not made again either: what it has done, nobody knows', async () => {
    expect(await ask(await open(1), callOf('SIDE_EFFECT'), async () => FAILED)).toEqual(FAILED);
    await beginAttempt(2);
    const outcome = await ask(await open(2), callOf('SIDE_EFFECT'), done);
    expect(outcome).toMatchObject({ errors: [{ extensions: { outcomeUnknown: true } }] });
    expect(sent).toBe(1);
  });

  it('with a SIDE_EFFECT that never left are made again', async () => {
    const extensions = { code: 'PROVIDER_CONNECTION_FAILED', phase: 'BEFORE_DISPATCH' };
    const refused: CallOutcome = { value: null, errors: [{ message: 'Nobody is there.', extensions }] };
    expect(await ask(await open(1), callOf('SIDE_EFFECT'), async () => refused)).toEqual(refused);
    await beginAttempt(2);
    expect(await ask(await open(2), callOf('SIDE_EFFECT'), done)).toEqual(ANSWER);
    expect(sent).toBe(2);
  });

  it('are not sent by an attempt that was believed dead, where that may be done once', async () => {
    const log = await open(1);
    await beginAttempt(2);
    await expect(ask(log, callOf('SIDE_EFFECT'), done)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(sent).toBe(0);
    expect(await ask(await open(2), callOf('SIDE_EFFECT'), done)).toEqual(ANSWER);
    expect(sent).toBe(1);
  });

  it.each(['away', 'mute', 'hanging', 'contended'] as const)(
    'are kept in the end where the store is %s meanwhile',
    async (interruption) => {
      const interrupted = interruptStorage(storage);
      const log = await open(1, interrupted.storage);
      interrupted.interruption = interruption;
      setTimeout(() => (interrupted.interruption = null), 250);
      expect(await ask(log, callOf('SIDE_EFFECT'), done)).toEqual(ANSWER);
      expect(interrupted.failures).toBeGreaterThan(0);
      await beginAttempt(2);
      expect(await ask(await open(2), callOf('SIDE_EFFECT'), done)).toEqual(ANSWER);
      expect(sent).toBe(1);
    },
  );
});
