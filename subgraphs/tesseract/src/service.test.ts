import { readFileSync } from 'node:fs';
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

function dataUrl(bytes: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
}

/** Reads pictures in one operation. */
async function read(pictures: readonly Uint8Array[], languages: string[] | null = null) {
  const representations = pictures.map((bytes) => ({ __typename: 'Image', url: dataUrl(bytes) }));
  const { data, errors = [] } = await service.query(DOCUMENT, { representations, languages });
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
  ])('fails alone when it is %s, and the next one is read', async (_, bytes) => {
    const {
      read: [bad, good],
      errors,
    } = await read([bytes, notice]);
    expect(bad).toBeNull();
    expect(good?.text.content).toContain('reading room');
    expect(errors).toMatchObject([{ path: ['_entities', 0, 'recognition'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('never ends the process', async () => {
    const before = service.pid;
    await read(Array.from({ length: 5 }, () => pngHeader(500, 500)));
    expect((await service.health()).status).toBe('ready');
    expect(service.pid).toBe(before);
  });
});
