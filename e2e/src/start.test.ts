import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';

import { fileMode, startSluice } from './testing/start-sluice.js';

/** Whether a process is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the first minute', () => {
  it('shows the pipeline’s real result and makes keys for their owner’s eyes, keeps serving, and ends everything at Ctrl-C', async () => {
    await using sluice = await startSluice({ args: ['--demo'], fresh: true });
    const end = performance.now() + 30_000;
    while (!/512/.test(sluice.output.stdout) && performance.now() < end) await sleep(100);
    const shown = sluice.output.stdout;
    for (const word of [/library/i, /\ben\b/, /flagged/i, /summary/i, /512/, /\/graphql/]) expect(shown).toMatch(word);
    expect((await fetch(`${sluice.url}/health/ready`)).status).toBe(200);

    expect(Object.keys(sluice.keys()).sort()).toEqual(['admin', 'developer', 'operator', 'service', 'viewer']);
    expect(fileMode(join(sluice.dataDir, 'dev-keys.json'))).toBe(0o600);
    expect(sluice.output.stderr).not.toContain(sluice.keys()['developer']);

    const services = ['sentence-encoder', 'tesseract', 'fasttext'].map((name) =>
      sluice.servicePid(`subgraphs/${name}`),
    );
    expect(await sluice.interrupt()).toBe(0);
    expect(services.filter(isAlive)).toEqual([]);
  }, 120_000);
});
