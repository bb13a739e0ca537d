import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type FaultGateway, startFaultGateway } from './testing/fault-gateway.js';
import { type Asked, type FaultRow, pageOf, tryFault } from './testing/fault-table.js';
import { UPSTREAM_SECRET } from './testing/faulty-upstream/answer-faults.js';
import { wrongTypedField } from './testing/faulty-upstream/entity-faults.js';
import {
  CONNECTION_FAULTS,
  ENTITY_FAULTS,
  type NamedFault,
  STATUS_FAULTS,
  STREAM_FAULTS,
  WHOLE_FAULTS,
} from './testing/faulty-upstream/fault-rows.js';
import { sendAnswer } from './testing/faulty-upstream/send-answer.js';
import { ROOT } from './testing/start-sluice.js';

const PAGE = join(ROOT, 'docs/fault-table.md');

let gateway: FaultGateway;
const rows: Record<'service' | 'vendor', FaultRow[]> = { service: [], vendor: [] };

beforeAll(async () => {
  gateway = await startFaultGateway();
}, 120_000);

afterAll(async () => gateway[Symbol.asyncDispose]());

const WHOLE = [...CONNECTION_FAULTS, ...WHOLE_FAULTS, ...STATUS_FAULTS];
const STREAM = [...CONNECTION_FAULTS, ...STREAM_FAULTS, ...STATUS_FAULTS];
const CASES: readonly (readonly ['service' | 'vendor', Asked, readonly NamedFault[]])[] = [
  ['service', 'generation', WHOLE],
  ['service', 'stream', STREAM],
  ['service', 'batch of embeddings', [...WHOLE, ...ENTITY_FAULTS]],
  ['vendor', 'generation', STREAM],
  ['vendor', 'stream', STREAM],
  ['vendor', 'batch of embeddings', WHOLE],
];

/** A target that limits our rate is left alone for a while, and longer if that is the last that it was heard to say. */
async function untilAskedAgain(model: 'service' | 'vendor', asked: Asked): Promise<void> {
  do {
    await tryFault(gateway, { model, asked, fault: ['none', sendAnswer] });
  } while (gateway[model].first.requests.length === 0);
}

describe.each(CASES)('A %s that fails, asked for a %s', (model, asked, faults) => {
  it.each(faults)('is not seen, or told by its code: %s', async (name, fault) => {
    const row = await tryFault(gateway, { model, asked, fault: [name, fault] });
    rows[model].push(row);
    expect(row.text).not.toContain(UPSTREAM_SECRET);
    expect(row.text).not.toContain(gateway[model].first.url);
    expect(row.answer).not.toMatch(/^first$|INTERNAL/);
    // Nobody is asked twice, so that nobody charges twice. A batch that is refused as a whole is asked for item by item.
    const isDivided = model === 'vendor' && asked === 'batch of embeddings' && /status (400|413|422)/.test(name);
    expect(gateway[model].first.requests).toHaveLength(isDivided ? 3 : 1);
    expect(gateway[model].second.requests.length).toBeLessThanOrEqual(1);
    if (name.includes('429')) await untilAskedAgain(model, asked);
  });
});

describe('A service whose field has another type than its contract says', () => {
  it('is passed over for the second', async () => {
    const fault = ['a field of another type', wrongTypedField] as const;
    const { answer } = await tryFault(gateway, { model: 'service', asked: 'batch of embeddings', fault });
    expect(answer).toBe('second');
  });
});

describe('The page of faults', () => {
  it('tells what became of each', () => {
    const page = pageOf({ 'The service fails': rows.service, 'Its vendor fails': rows.vendor });
    if (process.env['SLUICE_WRITE'] === '1') writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
