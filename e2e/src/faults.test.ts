import { readFileSync, writeFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ask, type Asked } from './testing/ask-gateway.js';
import { type FaultGateway, type FaultModel, startFaultGateway } from './testing/fault-gateway.js';
import { FAULT_PAGE, readPart, replacePart } from './testing/fault-page.js';
import { type FaultRow, partOf, tryFault } from './testing/fault-table.js';
import { html, refuseWith, UPSTREAM_SECRET } from './testing/faulty-upstream/answer-faults.js';
import { resetAtOnce } from './testing/faulty-upstream/connection-faults.js';
import { DOOR_FAULTS, type DoorRow, MUTUAL_TLS_FAULTS } from './testing/faulty-upstream/door-rows.js';
import {
  CONNECTION_FAULTS,
  ENTITY_FAULTS,
  EVENT_FAULTS,
  GENERATION_FAULTS,
  type NamedFault,
  STATUS_FAULTS,
  STREAM_FAULTS,
  WHOLE_FAULTS,
} from './testing/faulty-upstream/fault-rows.js';
import { sendAnswer } from './testing/faulty-upstream/send-answer.js';
import { errorFirst } from './testing/faulty-upstream/stream-faults.js';
import { tellUsage } from './testing/faulty-upstream/vendor-protocol.js';
import { type Leaves, leaveEarly } from './testing/leave-early.js';

const ASKED: readonly Asked[] = ['generation', 'stream', 'embedding', 'batch of embeddings'];

let gateway: FaultGateway;
const service: FaultRow[] = [];
const vendor: FaultRow[] = [];
const serviceDoor: FaultRow[] = [];
const vendorDoor: FaultRow[] = [];
const left: FaultRow[] = [];
const again: FaultRow[] = [];

beforeAll(async () => {
  gateway = await startFaultGateway();
}, 120_000);

afterAll(async () => gateway[Symbol.asyncDispose]());

const WHOLE = [...CONNECTION_FAULTS, ...WHOLE_FAULTS, ...STATUS_FAULTS];
const STREAM = [...CONNECTION_FAULTS, ...STREAM_FAULTS, ...STATUS_FAULTS];
const CASES: readonly (readonly ['service' | 'vendor', Asked, readonly NamedFault[]])[] = [
  ['service', 'generation', [...WHOLE, ...GENERATION_FAULTS]],
  ['service', 'stream', [...STREAM, ...EVENT_FAULTS]],
  ['service', 'embedding', [...WHOLE, ...ENTITY_FAULTS]],
  ['service', 'batch of embeddings', [...WHOLE, ...ENTITY_FAULTS]],
  ['vendor', 'generation', STREAM],
  ['vendor', 'stream', STREAM],
  ['vendor', 'embedding', WHOLE],
  ['vendor', 'batch of embeddings', WHOLE],
];

/** A target that limits our rate, or was away, is left alone for a while, and longer if that is the last that it was heard to say. */
async function untilAskedAgain(model: FaultModel, asked: Asked): Promise<void> {
  const end = performance.now() + 10_000;
  do {
    const { text } = await tryFault(gateway, { model, asked, fault: ['none', sendAnswer] });
    if (performance.now() > end) throw new Error(`${model} is not asked any more: ${text}`);
  } while (gateway.pairs[model].first.requests.length === 0);
}

describe.each(CASES)('A %s that fails, asked for a %s', (model, asked, faults) => {
  it.each(faults)('is not seen, or told by its code: %s', async (name, fault) => {
    const row = await tryFault(gateway, { model, asked, fault: [name, fault] });
    (model === 'service' ? service : vendor).push(row);
    const { first, second } = gateway.pairs[model];
    expect(row.text).not.toContain(UPSTREAM_SECRET);
    expect(row.text).not.toContain(first.url);
    expect(row.answer).not.toMatch(/^first$|INTERNAL/);
    // Nobody is asked twice, so that nobody charges twice. A batch that is refused as a whole is asked for item by item.
    const isDivided = model === 'vendor' && asked === 'batch of embeddings' && /status (400|413|422)/.test(name);
    expect(first.requests).toHaveLength(isDivided ? 3 : 1);
    expect(second.requests.length).toBeLessThanOrEqual(1);
    if (name.includes('429')) await untilAskedAgain(model, asked);
  });
});

const DOORS: readonly (readonly ['service' | 'vendor', FaultRow[], readonly DoorRow[]])[] = [
  ['service', serviceDoor, [...DOOR_FAULTS, ...MUTUAL_TLS_FAULTS]],
  ['vendor', vendorDoor, DOOR_FAULTS],
];

describe.each(DOORS)('A %s to which no connection comes about', (kind, rows, doors) => {
  const model = `door-${kind}` as const;

  /** While nobody looks how it is, since what is known to be away is not asked at all. */
  async function tryDoor(asked: Asked, [name, state]: DoorRow): Promise<FaultRow> {
    for (;;) {
      await untilAskedAgain(model, asked);
      await gateway.meet(model, state(gateway.certificates));
      const row = await tryFault(gateway, { model, asked, fault: [name, sendAnswer] });
      await gateway.meet(model, { tls: gateway.certificates.good });
      if (asked === 'stream' || row.attempts.startsWith('first')) return row;
    }
  }

  it.each(ASKED.flatMap((asked) => doors.map((door) => [asked, ...door] as const)))(
    'is passed over: %s, %s',
    async (asked, name, state) => {
      const row = await tryDoor(asked, [name, state]);
      rows.push(row);
      expect(row.answer).toBe('second');
      expect(gateway.pairs[model].first.requests).toHaveLength(0);
    },
  );

  it('is asked on while its certificate is renewed under load', async () => {
    const { first, second } = gateway.pairs[model];
    await untilAskedAgain(model, 'generation');
    [first, second].forEach((upstream) => upstream.begin());
    const load = async () => {
      for (let left = 5; left > 0; left -= 1)
        expect(await (await ask(gateway, { model, asked: 'generation' })).json()).not.toHaveProperty('errors');
    };
    const loads = Array.from({ length: 4 }, load);
    first.renew({ tls: gateway.certificates.renewed });
    await Promise.all(loads);
    expect([first.requests.length, second.requests.length]).toEqual([20, 0]);
  });
});

describe('A caller who leaves', () => {
  const KINDS = ['service', 'vendor'] as const;
  const moments: readonly (readonly [Asked, Leaves])[] = [
    ...ASKED.map((asked) => [asked, 'before an answer'] as const),
    ['stream', 'during the stream'],
  ];

  it.each(KINDS.flatMap((model) => moments.map((moment) => [model, ...moment] as const)))(
    'ends the work of a %s that was asked for a %s, %s',
    async (model, asked, leaves) => {
      const row = await leaveEarly(gateway, { model, asked, leaves });
      left.push({ ...row, fault: `${row.fault} of a ${model}` });
      expect(row).toMatchObject({ attempts: 'first CANCELLED', requests: '1, 0', aborted: 1 });
    },
  );
});

describe('What a vendor has counted', () => {
  it.each(['last-chunk', 'with-content'] as const)('is told wherever its stream says it: %s', async (usage) => {
    for (const asked of ['generation', 'stream'] as const) {
      const { text } = await tryFault(gateway, { model: 'vendor', asked, fault: [usage, tellUsage(usage)] });
      expect(text).toContain('"usage":{"inputTokens":5,"outputTokens":3}');
    }
  });

  it('is not made up where it says nothing', async () => {
    const { text, answer } = await tryFault(gateway, {
      model: 'vendor',
      asked: 'generation',
      fault: ['never', tellUsage('never')],
    });
    expect([answer, text]).toEqual(['first', expect.stringContaining('"usage":null')]);
  });
});

describe('With retries, a target', () => {
  /** What may be asked again is a part of what was asked. */
  beforeAll(async () => {
    for (const model of ['again', 'alone'] as const)
      await Promise.all(
        Array.from({ length: 60 }, async () => (await ask(gateway, { model, asked: 'embedding' })).text()),
      );
  });

  const overloaded = refuseWith(500);
  it.each<readonly ['again' | 'alone', Asked, readonly [string, ...NamedFault[1][]], string]>([
    ['again', 'generation', ['status 500, once', overloaded], 'first'],
    ['again', 'generation', ['status 500, always', overloaded], 'second'],
    ['again', 'generation', ['reset at once', resetAtOnce], 'second'],
    ['again', 'embedding', ['reset at once, once', resetAtOnce], 'first'],
    ['again', 'batch of embeddings', ['HTML instead of an answer', html()], 'second'],
    ['again', 'generation', ['status 429', refuseWith(429)], 'second'],
    ['again', 'stream', ['error as the first event', errorFirst], 'second'],
    ['alone', 'embedding', ['status 500, twice', overloaded, overloaded], 'first'],
    ['alone', 'generation', ['status 500, always', overloaded], 'PROVIDER_ERROR'],
  ])('%s is asked for a %s as often as it may be', async (model, asked, [name, ...faults], answer) => {
    const script = name.endsWith(', once') ? [...faults, sendAnswer] : faults;
    const row = await tryFault(gateway, { model, asked, fault: [name, ...script] });
    again.push(row);
    expect(row.answer).toBe(answer);
  });

  it('is not asked on and on by many at once: a fifth of the calls may be retries', async () => {
    const { first } = gateway.pairs.alone;
    first.beginAlways(overloaded);
    const calls = 60;
    await Promise.all(
      Array.from({ length: calls }, async () => (await ask(gateway, { model: 'alone', asked: 'generation' })).text()),
    );
    const asked = first.requests.length;
    expect(asked).toBeGreaterThan(calls);
    // The calls before it, of the last ten seconds, have earned some as well.
    expect(asked).toBeLessThanOrEqual(calls + Math.ceil((calls + 80) / 4));
  });
});

describe('The page of faults', () => {
  it('tells what became of each', () => {
    const part = partOf({
      'The service fails': service,
      'Its vendor fails': vendor,
      'No connection to the service comes about': serviceDoor,
      'No connection to its vendor comes about': vendorDoor,
      'The caller leaves': left,
      'A target is asked again': again,
    });
    const page = readFileSync(FAULT_PAGE, 'utf8');
    const told = replacePart(page, 'upstreams', part);
    if (process.env['SLUICE_WRITE'] === '1') writeFileSync(FAULT_PAGE, told);
    expect(readPart(readFileSync(FAULT_PAGE, 'utf8'), 'upstreams')).toBe(readPart(told, 'upstreams'));
  });
});
