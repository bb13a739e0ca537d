import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { S3Settings } from '../store/s3-client.js';
import { isSignedBy } from './verify-signature.js';

/** A server that speaks S3's protocol, with one empty bucket; requests with a wrong signature get 403. */
export interface S3Server extends AsyncDisposable {
  readonly settings: S3Settings;
}

interface S3rver {
  callback(): RequestListener;
  configureBuckets(): Promise<unknown>;
}
type S3rverConstructor = new (options: Readonly<Record<string, unknown>>) => S3rver;

const BUCKET = 'media';
/** The only account that the server knows. */
const ACCOUNT = 'S3RVER';

export async function startS3Server(): Promise<S3Server> {
  // It has no types of its own.
  const Server = createRequire(import.meta.url)('s3rver') as S3rverConstructor;
  const directory = await mkdtemp(join(tmpdir(), 'sluice-s3-'));
  const s3 = new Server({ silent: true, directory, vhostBuckets: false, configureBuckets: [{ name: BUCKET }] });
  await s3.configureBuckets();
  const answer = s3.callback();
  const server = createServer((request, response) => {
    if (isSignedBy(request, ACCOUNT, ACCOUNT)) answer(request, response);
    else response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const bucketUrl = `http://127.0.0.1:${port}/${BUCKET}`;
  return {
    settings: { bucketUrl, prefix: 'sluice/', accessKeyId: ACCOUNT, secretAccessKey: ACCOUNT },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
