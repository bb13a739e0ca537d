import { createHash, randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { createProgressBar, formatBytes } from './progress-bar.js';
import { pullFile, type PullOptions } from './pull-file.js';

const CONTENT = randomBytes(300_000);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-pull-'));
  file = join(folder, 'models/model.gguf');
});
afterEach(() => rm(folder, { recursive: true }));

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of one file that knows ranges and ETags; what it is asked for is kept. */
async function startServer(answer?: Answer, etag = '"one"', content = CONTENT) {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    if (answer) answer(request, response);
    else sendFile(request, response, { content, etag });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/model.gguf`);
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url, ranges, [Symbol.asyncDispose]: close };
}

function sendFile(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { content, etag }: { content: Buffer; etag: string },
) {
  const [, start] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  const ifRange = headers['if-range'];
  if (start === undefined || (ifRange !== undefined && ifRange !== etag)) {
    response.writeHead(200, { 'content-length': content.length, etag }).end(content);
  } else if (Number(start) >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
  } else {
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { 'content-range': range, etag }).end(content.subarray(Number(start)));
  }
}

/** Sends a part of the file, and breaks the connection when that was written down: what is on its way is lost with it. */
const breakOffAt =
  (bytes: number, etag?: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': CONTENT.length, ...(etag && { etag }) });
    response.write(CONTENT.subarray(0, bytes));
    const timer = setInterval(() => {
      const written = statSync(`${file}.part`, { throwIfNoEntry: false })?.size ?? 0;
      if (written < bytes) return;
      clearInterval(timer);
      response.destroy();
    }, 10);
  };

const pull = (url: URL, options: Partial<PullOptions> = {}) =>
  pullFile({ url, file, signal: new AbortController().signal, allowHttp: true, ...options });

describe('A file', () => {
  it('is fetched, checked and put in its place', async () => {
    await using server = await startServer();
    const steps: (number | undefined)[][] = [];
    const pulled = await pull(server.url, { sha256: SHA256, onProgress: (...step) => steps.push(step) });
    expect(pulled).toEqual({ bytes: CONTENT.length, sha256: SHA256, resumedAt: 0 });
    expect(await readFile(file)).toEqual(CONTENT);
    expect(existsSync(`${file}.part`)).toBe(false);
    expect(steps.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
  });

  it('is gone on with where the connection broke', async () => {
    await using broken = await startServer(breakOffAt(100_000, '"one"'));
    await expect(pull(broken.url)).rejects.toThrow(/goes on from there/);
    expect(existsSync(file)).toBe(false);
    await using server = await startServer();
    expect(await pull(server.url)).toMatchObject({ resumedAt: 100_000, sha256: SHA256 });
    expect(server.ranges).toEqual(['bytes=100000-']);
  });

  it('is begun anew when it has changed since', async () => {
    await using broken = await startServer(breakOffAt(100_000, '"old"'));
    await expect(pull(broken.url)).rejects.toThrow(/goes on/);
    await using server = await startServer();
    expect(await pull(server.url)).toMatchObject({ resumedAt: 0, sha256: SHA256 });
  });

  it('is begun anew where nothing could tell whether the rest fits', async () => {
    await using broken = await startServer(breakOffAt(100_000));
    await expect(pull(broken.url)).rejects.toThrow(/goes on/);
    await using server = await startServer();
    expect(await pull(server.url)).toMatchObject({ resumedAt: 0, sha256: SHA256 });
    expect(server.ranges).toEqual([undefined]);
  });

  it('that was whole already is only checked', async () => {
    await using server = await startServer();
    await pull(server.url);
    await writeFile(`${file}.part`, CONTENT);
    expect(await pull(server.url, { sha256: SHA256 })).toMatchObject({ resumedAt: CONTENT.length });
  });

  it('with another checksum is deleted', async () => {
    await using server = await startServer();
    await expect(pull(server.url, { sha256: '0'.repeat(64) })).rejects.toThrow(/SHA-256 is [\da-f]{64}, not/);
    expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false);
  });

  it.each<[string, Answer | undefined]>([
    ['says so', undefined],
    ['does not say so', (_request, response) => void response.writeHead(200).end(CONTENT)],
  ])('that is too large is not taken where the server %s', async (_what, answer) => {
    await using server = await startServer(answer);
    await expect(pull(server.url, { maxBytes: 1_000 })).rejects.toThrow(/larger than 1000 bytes/);
  });

  it.each<[string, Answer, RegExp]>([
    ['404', (_request, response) => void response.writeHead(404).end(), /answered 404/],
    ['a loop', ({ url }, response) => void response.writeHead(302, { location: url }).end(), /redirects again/],
    [
      'a way to a file',
      (_request, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /https: URL, got file:/,
    ],
    [
      'a way to nowhere',
      (_request, response) => void response.writeHead(302, { location: 'http://[' }).end(),
      /no URL/,
    ],
  ])('is not fetched from %s', async (_what, answer, message) => {
    await using server = await startServer(answer);
    await expect(pull(server.url)).rejects.toThrow(message);
  });

  it('is not fetched without TLS, nor by a redirection that leaves it', async () => {
    await using server = await startServer();
    await expect(pull(server.url, { allowHttp: false })).rejects.toThrow(/https: URL, got http:/);
    expect(server.ranges).toEqual([]);
  });

  it('is left as it is when the person interrupts, and can be gone on with', async () => {
    const controller = new AbortController();
    await using server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length, etag: '"one"' });
      response.write(CONTENT.subarray(0, 50_000), () => setTimeout(() => controller.abort(new Error('enough')), 50));
    });
    await expect(pull(server.url, { signal: controller.signal })).rejects.toThrow();
    await using whole = await startServer();
    expect((await pull(whole.url)).sha256).toBe(SHA256);
  });
});

describe('A progress bar', () => {
  const draw = (isTTY: boolean) => {
    let text = '';
    const bar = createProgressBar({ write: (more) => (text += more), isTTY, columns: 60 });
    for (const bytes of [0, 500_000, 520_000, 1_000_000]) bar.show(bytes, 1_000_000);
    bar.end();
    return text;
  };

  it('is rewritten on a terminal', () => {
    expect(draw(true)).toContain('\r[============            ] 50% of 1.0 MB\u001b[K');
  });

  it('is a line for each tenth elsewhere', () => {
    expect(draw(false)).toBe('50% of 1.0 MB\n100% of 1.0 MB\n');
  });

  it('knows sizes', () => {
    expect([0, 999, 1_200_000, 7.5e9].map(formatBytes)).toEqual(['0 B', '999 B', '1.2 MB', '7.5 GB']);
  });
});
