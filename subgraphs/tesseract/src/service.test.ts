import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';

let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(new URL('../dist/main.js', import.meta.url));
});

afterAll(async () => service[Symbol.asyncDispose]());

const DOCUMENT = `query ($representations: [_Any!]!, $languages: [LanguageTag!]) {
  _entities(representations: $representations) {
    ... on Image {
      recognition(languages: $languages) {
        text { content } confidence model usage { inputPixels }
        words { text confidence box { left top width height } }
      }
    }
  }
}`;

interface Read {
  readonly text: { readonly content: string };
  readonly confidence: number;
  readonly model: string;
  readonly usage: { readonly inputPixels: number };
  readonly words: readonly {
    readonly text: string;
    readonly confidence: number;
    readonly box: Record<string, number>;
  }[];
}

const notice = readFileSync(new URL('../../../examples/notice.png', import.meta.url));

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

/** Pictures as the gateway hands them over; their kind is told by their bytes. */
function represent(pictures: readonly Uint8Array[]) {
  return pictures.map((bytes) => ({
    __typename: 'Image',
    url: `data:;base64,${Buffer.from(bytes).toString('base64')}`,
  }));
}

/** Reads pictures in one operation. */
async function read(pictures: readonly Uint8Array[], languages: string[] | null = null) {
  const { data, errors = [] } = await service.query(DOCUMENT, { representations: represent(pictures), languages });
  const entities = (data?.['_entities'] ?? []) as { recognition: Read | null }[];
  return { read: entities.map(({ recognition }) => recognition), errors };
}

/** The header of a PNG that claims to be so large, and nothing behind it. */
function pngHeader(width: number, height: number): Uint8Array {
  const header = Buffer.from(notice.subarray(0, 33));
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}

/** A grey PNG of noise, which keeps Tesseract looking for words for a long time. */
function noise(side: number): Uint8Array {
  const rows = randomFillSync(Buffer.alloc((side + 1) * side));
  for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0;
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([notice.subarray(0, 8), ...chunks]);
}

function pngChunk(name: string, content: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(name), content, Buffer.alloc(4)]);
  chunk.writeUInt32BE(content.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}

/** Asks for pictures, and leaves. */
async function leaveAfter(ms: number, pictures: readonly Uint8Array[]): Promise<void> {
  const request = fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${service.token}` },
    body: JSON.stringify({ query: DOCUMENT, variables: { representations: represent(pictures) } }),
    signal: AbortSignal.timeout(ms),
  });
  await expect(request).rejects.toThrow('timeout');
}

describe('reading a picture', () => {
  it('gives its text as prose, and its words with their places', async () => {
    const {
      read: [page],
      errors,
    } = await read([notice]);
    expect(errors).toEqual([]);
    expect(page?.text.content).toMatch(
      /^Riverside Public Library\n\nThe new reading room .* of daily newspapers\.\n\nFrom March on/,
    );
    expect(page?.confidence).toBeGreaterThan(0.85);
    expect(page?.model).toBe('tesseract-5.1-eng');
    expect(page?.usage).toEqual({ inputPixels: 1000 * 640 });
    const [riverside] = page?.words ?? [];
    expect(riverside).toMatchObject({ text: 'Riverside' });
    expect(riverside?.box['left']).toBeGreaterThan(60);
    expect(riverside?.box['left']).toBeLessThan(110);
    expect(riverside?.box['width']).toBeGreaterThan(100);
  });

  it('leaves the event loop free while it works', async () => {
    await service.metrics();
    await read([notice, notice]);
    const delay = /event_loop_delay_seconds\{quantile="0\.99"[^}]*\} ([\d.e-]+)/.exec(await service.metrics())?.[1];
    expect(Number(delay)).toBeLessThan(0.2);
  });

  it.each(['heading.jpg', 'heading-progressive.jpg', 'heading.webp', 'heading-alpha.webp', 'heading.tiff'])(
    'reads %s',
    async (name) => {
      const { read: pages, errors } = await read([fixture(name)]);
      expect(errors).toEqual([]);
      expect(pages[0]?.text.content).toBe('Riverside Public Library');
    },
  );

  it('finds nothing in a single pixel', async () => {
    const { read: pages, errors } = await read([noise(1)]);
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([{ text: { content: '' }, words: [], confidence: 0, usage: { inputPixels: 1 } }]);
  });

  it('stops when its caller leaves, so that the next picture need not wait', async () => {
    // One for each thread; either would take half a minute.
    await leaveAfter(2_500, [noise(2_000), noise(2_000)]);
    const startedAt = performance.now();
    expect((await read([notice])).errors).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  it('refuses a language that it has no data for', async () => {
    const { read: pages, errors } = await read([notice], ['de', 'ja']);
    expect(pages).toEqual([null]);
    expect(errors).toMatchObject([
      { message: 'tesseract-5.1-eng reads en, and not de, ja.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect((await read([notice], ['en-GB'])).errors).toEqual([]);
  });
});

describe('a picture that is none', () => {
  it.each<[string, Uint8Array]>([
    ['cut off', notice.subarray(0, 5_000)],
    ['of noise behind a header', Buffer.concat([notice.subarray(0, 60), Buffer.alloc(3_000, 0xa7)])],
    ['a header alone', pngHeader(1_000, 640)],
    ['a bomb by its header', pngHeader(30_000, 30_000)],
    ['without any pixel', pngHeader(0, 0)],
    ['text', Buffer.from('<html>no picture</html>')],
    ['a file to be walked through', Buffer.concat([fixture('heading.jpg').subarray(0, 4), Buffer.alloc(8_000_000)])],
  ])('fails alone when it is %s, and the next one is read', async (_, bytes) => {
    const {
      read: [bad, good],
      errors,
    } = await read([bytes, notice]);
    expect(bad).toBeNull();
    expect(good?.text.content).toContain('reading room');
    expect(errors).toMatchObject([{ path: ['_entities', 0, 'recognition'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is told by its kind, where another service might read it', async () => {
    const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
    const { errors } = await read([gif]);
    expect(errors).toMatchObject([{ extensions: { code: 'UNSUPPORTED_CAPABILITY' } }]);
  });

  it('never ends the process', async () => {
    const before = service.pid;
    await read(Array.from({ length: 5 }, () => pngHeader(500, 500)));
    expect((await service.health()).status).toBe('ready');
    expect(service.pid).toBe(before);
  });
});
