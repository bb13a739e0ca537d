import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@sluice/telemetry';
import { forwardOutput } from './forward-output.js';

async function forwarded(text: string, served = false): Promise<string[]> {
  const lines: string[] = [];
  const stream = new PassThrough();
  const writeLine = (line: string) => void lines.push(line);
  forwardOutput(stream, { service: 'echo', logger: silentLogger, writeLine, hasServed: () => served });
  stream.end(text);
  await sleep(10);
  return lines;
}

describe('what a service writes', () => {
  it('goes through as it is when it is a JSON line', async () => {
    expect(await forwarded('{"a":1}\r\n\n{"b":2}', true)).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('becomes a log line when it is something else', async () => {
    const [line] = await forwarded('chatter\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ level: 'warn', name: 'echo', message: 'chatter' });
  });

  it('is left out once the service has served, since it may quote a prompt', async () => {
    expect(await forwarded('a prompt\n{not json}\n', true)).toEqual([]);
  });

  it('is cut, line by line', async () => {
    const [long, short] = await forwarded(`${'x'.repeat(1_000_000)}\nshort\n`);
    expect(long?.length).toBeLessThan(17_000);
    expect(short).toContain('short');
  });
});
