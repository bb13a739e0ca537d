import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';

import { pipeline } from './operations.js';
import { ROOT, type Sluice, startSluice } from './testing/start-sluice.js';

let sluice: Sluice;
let trap: Server;
let folder: string;
let connections = 0;

beforeAll(async () => {
  trap = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, resolve));
  folder = mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
  sluice = await startSluice({ args: ['--config', writeConfig((trap.address() as AddressInfo).port)] });
}, 90_000);

afterAll(async () => {
  await sluice[Symbol.asyncDispose]();
  await new Promise((resolve) => trap.close(resolve));
  rmSync(folder, { recursive: true });
});

/** The repository's configuration, with one port more to fetch from, so that nothing but the address is wrong. */
function writeConfig(port: number): string {
  const committed = readFileSync(join(ROOT, 'sluice.yaml'), 'utf8').replaceAll('run: ', `run: ${ROOT}`);
  const file = join(folder, 'sluice.yaml');
  writeFileSync(file, `${committed}\nmedia:\n  fetch:\n    ports: [443, ${port}]\n`);
  return file;
}

const picture = (name: string) => readFileSync(join(ROOT, 'examples', name));
const operation = <Data>(text: string) => parse(text) as TypedDocumentNode<Data, Record<string, string>>;

const whereItIs = operation<{ image: { url: string } | null }>('query ($url: URL!) { image(url: $url) { url } }');
const speak = operation<{ text: { speech: { seconds: number; audio: { url: string } } } }>(
  'query ($content: String!) { text(content: $content) { speech { seconds audio { url } } } }',
);

/** What `POST /media` answers. */
interface Uploaded {
  readonly url: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

async function upload(bytes: Buffer): Promise<Uploaded> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'picture');
  const headers = { authorization: `Bearer ${sluice.keys()['developer']}` };
  const response = await fetch(`${sluice.url}/media`, { method: 'POST', headers, body: form });
  expect(response.status).toBe(201);
  return (await response.json()) as Uploaded;
}

const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

describe('a picture', () => {
  it('is uploaded, read at its URL, and what the pipeline works on', async () => {
    const bytes = picture('notice.png');
    const { url, ...told } = await upload(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(told).toEqual({ mediaType: 'image/png', bytes: bytes.length, sha256 });
    expect((await bytesAt(url)).equals(bytes)).toBe(true);
    const { data, errors } = await sluice.run(pipeline, { url });
    expect(errors).toEqual([]);
    expect(data?.image?.recognition?.text.content).toMatch(/Riverside Public Library/);
  });

  it.each(['notice.png', 'receipt.png', 'sign.png', 'rude-note.png'])(
    'of the examples, %s, stands at a URL of the gateway, the same as after an upload',
    async (name) => {
      const { data, errors } = await sluice.run(whereItIs, { url: `/examples/${name}` });
      expect(errors).toEqual([]);
      const url = String(data?.image?.url);
      expect(url.startsWith(`${sluice.url}/media/`)).toBe(true);
      expect((await bytesAt(url)).equals(picture(name))).toBe(true);
      expect((await upload(picture(name))).url).toBe(url);
    },
  );

  it('of a few megabytes takes the same way', async () => {
    // What follows the end of a picture is not looked at.
    const bytes = Buffer.concat([picture('sign.png'), Buffer.alloc(4_000_000)]);
    const { url } = await upload(bytes);
    const { data, errors } = await sluice.run(pipeline, { url });
    expect(errors).toEqual([]);
    expect(data?.image?.recognition?.text.language?.code).toBe('nl');
  });

  it('is not taken with a URL that somebody changed', async () => {
    const { url } = await upload(picture('sign.png'));
    const changed = url.replace(/signature=./, (found) => `signature=${found.endsWith('A') ? 'B' : 'A'}`);
    const { data, errors } = await sluice.run(whereItIs, { url: changed });
    expect(data).toEqual({ image: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    expect((await fetch(changed)).status).toBe(403);
  });
});

describe('an address inside', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0x7f000001',
    '2130706433',
    '0.0.0.0',
    '169.254.169.254',
    '10.0.0.1',
    '192.168.0.1',
    '[fe80::1]',
    '[fd00::1]',
  ])('%s is refused, and nothing is connected to', async (host) => {
    const { port } = trap.address() as AddressInfo;
    for (const url of [`https://${host}/a.png`, `https://${host}:${port}/a.png`, `${sluice.url}/metrics`]) {
      const { data, errors } = await sluice.run(whereItIs, { url });
      expect(data).toEqual({ image: null });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    }
    expect(connections).toBe(0);
  });
});

const hasSpeech = existsSync(join(ROOT, 'node_modules/text2wav'));
const withSpeech = hasSpeech ? describe : describe.skip;

withSpeech(hasSpeech ? 'a sound' : 'LEFT OUT, text2wav is not installed: a sound', () => {
  it('that a service made is played at its URL, in parts', async () => {
    const { data, errors } = await sluice.run(speak, { content: 'Good morning.' });
    expect(errors).toEqual([]);
    const { seconds, audio } = data?.text.speech ?? { seconds: 0, audio: { url: '' } };
    expect(seconds).toBeGreaterThan(0.3);
    expect(audio.url).toMatch(/\/media\/[0-9a-f]{32}\/[0-9a-f]{64}\.wav\?expires=/);
    const whole = await bytesAt(audio.url);
    const part = await fetch(audio.url, { headers: { range: 'bytes=8-11' } });
    expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([206, 'audio/wav', 'WAVE']);
    expect(part.headers.get('content-range')).toBe(`bytes 8-11/${whole.length}`);
    expect(createHash('sha256').update(whole).digest('hex')).toBe(/([0-9a-f]{64})\.wav/.exec(audio.url)?.[1]);
  });

  it('of every one of several texts is stored by one request', async () => {
    const speakAll = operation<{ texts: { speech: { audio: { url: string } } }[] }>(
      '{ texts(contents: ["One.", "Two.", "Three.", "One."]) { speech { audio { url } } } }',
    );
    const { data, errors } = await sluice.run(speakAll, {});
    expect(errors).toEqual([]);
    const urls = data?.texts.map(({ speech }) => speech.audio.url) ?? [];
    expect([urls.length, new Set(urls).size]).toEqual([4, 3]);
    for (const url of urls) expect((await bytesAt(url)).subarray(0, 4).toString()).toBe('RIFF');
  });
});

describe('the log', () => {
  it('holds no URL that permits to read or write', () => {
    expect(sluice.output.stderr).toMatch(/A request was answered/);
    expect(sluice.output.stdout + sluice.output.stderr).not.toMatch(/signature=|\/media\/[0-9a-f]/);
  });
});
