import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { pngOf } from '../testing/sample-media.js';
import { type S3Server, startS3Server } from '../testing/start-s3-server.js';
import { startTrap } from '../testing/start-trap.js';
import type { MediaFile } from './media-files.js';
import { createS3MediaFiles } from './s3-media-files.js';
import { tenantKey } from './tenant-key.js';

const acme = tenantKey('acme');
const signal = AbortSignal.timeout(60_000);

let server: S3Server;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

async function collect(items: AsyncIterable<MediaFile>): Promise<MediaFile[]> {
  const collected: MediaFile[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('media on S3', () => {
  it('are refused with a wrong key, without a word of the server in the error', async () => {
    const files = createS3MediaFiles({ ...server.settings, secretAccessKey: 'wrong' });
    const address = { tenant: acme, id: '0'.repeat(64), mediaType: 'image/png' } as const;
    await expect(files.write(address, pngOf(1, 1), signal)).rejects.toMatchObject({ code: 'S3_403' });
    await files.close();
  });

  it('are not taken for stored where there is no bucket', async () => {
    const files = createS3MediaFiles({
      ...server.settings,
      bucketUrl: server.settings.bucketUrl.replace('media', 'none'),
    });
    const address = { tenant: acme, id: '0'.repeat(64), mediaType: 'image/png' } as const;
    await expect(files.write(address, pngOf(1, 1), signal)).rejects.toMatchObject({ code: 'S3_404' });
    await files.close();
  });

  it('are all listed, page by page, and no object of others', async () => {
    const [first, second] = [`a/${acme}/${'1'.repeat(64)}.png`, `a/${acme}/${'2'.repeat(64)}.wav`];
    // The server of these tests makes its page tokens with a cipher that Node no longer has, so this one answers.
    await using pages = await startTrap((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://host.invalid');
      const isSecond = searchParams.get('continuation-token') === 'to+ken/=';
      response.end(isSecond ? listing([second, 'a/notes.txt']) : listing([first, 'b/other'], 'to+ken/='));
    });
    const bucketUrl = `http://127.0.0.1:${pages.port}/media`;
    const files = createS3MediaFiles({ ...server.settings, bucketUrl, prefix: 'a/' });
    expect(await collect(files.list(signal))).toEqual([
      {
        address: { tenant: acme, id: '1'.repeat(64), mediaType: 'image/png' },
        bytes: 434,
        writtenAt: 1_255_369_830_000,
      },
      {
        address: { tenant: acme, id: '2'.repeat(64), mediaType: 'audio/wav' },
        bytes: 434,
        writtenAt: 1_255_369_830_000,
      },
    ]);
    await files.close();
  });
});

/** In the form of the examples of S3's own reference of ListObjectsV2. */
function listing(keys: readonly string[], next?: string): string {
  const contents = keys.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>2009-10-12T17:50:30.000Z</LastModified><ETag>"f"</ETag><Size>434</Size></Contents>`,
  );
  const more = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${more}${contents.join('')}</ListBucketResult>`;
}
