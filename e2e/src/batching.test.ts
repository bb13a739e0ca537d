import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServiceProcess } from '@sluice/kit/testing';

import { embedAll } from './operations.js';
import { ROOT, type Sluice, startSluice } from './testing/start-sluice.js';

type ServiceProcess = Awaited<ReturnType<typeof startServiceProcess>>;

let encoder: ServiceProcess;
let folder: string;
let sluice: Sluice;

beforeAll(async () => {
  // Without a token the service serves this machine; the test reads its metrics directly.
  encoder = await startServiceProcess(join(ROOT, 'subgraphs/sentence-encoder/dist/main.js'), {
    env: { SLUICE_SERVICE_TOKEN: '' },
  });
  folder = mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
  const config = join(folder, 'sluice.yaml');
  writeFileSync(config, `services:\n  - name: sentence-encoder\n    url: ${encoder.url}\n`);
  sluice = await startSluice({ args: ['--config', config] });
}, 90_000);

afterAll(async () => {
  await sluice[Symbol.asyncDispose]();
  await encoder[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** How often the model was run while a task was done. */
async function modelCallsDuring(task: () => Promise<unknown>): Promise<number> {
  const before = await modelCalls();
  await task();
  return (await modelCalls()) - before;
}

async function modelCalls(): Promise<number> {
  const lines = (await encoder.metrics())
    .split('\n')
    .filter((line) => line.startsWith('sluice_service_model_calls_total{'));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const text = (index: number) => `Text number ${index} speaks of subject ${index * 7}.`;

describe('many texts', () => {
  it('of one operation cost a few model calls', async () => {
    const contents = Array.from({ length: 100 }, (_, index) => text(index));
    const calls = await modelCallsDuring(async () => {
      const { data, errors } = await sluice.run(embedAll, { contents });
      expect(errors).toEqual([]);
      expect(data?.texts?.map((item) => item?.content)).toEqual(contents);
    });
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(4);
  });

  it('of a hundred operations at once cost a few model calls', async () => {
    const rounds = [await hundredAtOnce(1_000), await hundredAtOnce(2_000), await hundredAtOnce(3_000)];
    expect(Math.min(...rounds)).toBeGreaterThan(0);
    // A busy machine spreads the operations over time, and a batch waits for none longer than 40 ms.
    expect(Math.min(...rounds)).toBeLessThanOrEqual(10);
  });

  /** How many model calls a hundred operations of one text each take. */
  function hundredAtOnce(first: number): Promise<number> {
    const contents = Array.from({ length: 100 }, (_, index) => text(index + first));
    return modelCallsDuring(async () => {
      const answers = await Promise.all(contents.map((content) => sluice.run(embedAll, { contents: [content] })));
      expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
      expect(answers.map(({ data }) => data?.texts?.[0]?.content)).toEqual(contents);
    });
  }
});
