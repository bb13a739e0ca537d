import { AwsV4Signer } from 'aws4fetch';
import { Agent, type Dispatcher } from 'undici';

/** Where a bucket is, and with which key it opens. */
export interface S3Settings {
  /**
   * The bucket's own URL, in either style: `https://s3.eu-west-1.amazonaws.com/pictures` or
   * `https://pictures.s3.eu-west-1.amazonaws.com`.
   */
  readonly bucketUrl: string;
  /** @default us-east-1, which most other servers of this protocol take */
  readonly region?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** What every key begins with, such as `sluice/`. @default none */
  readonly prefix?: string;
  /** @default 3 s, 10 s and 30 s */
  readonly timeouts?: { readonly connectMs: number; readonly idleMs: number; readonly totalMs: number };
}

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'HEAD' | 'DELETE';
  /** Below the bucket; '' for the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** The body of the answer is passed on as fast as somebody else reads it: no bound for the whole of the exchange. */
  readonly isStream?: boolean;
}

/** Sends signed requests to one bucket. */
export interface S3Client {
  /** @returns whatever the server answers; read or dump its body */
  send(request: S3Request, signal: AbortSignal): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

const TIMEOUTS = { connectMs: 3_000, idleMs: 10_000, totalMs: 30_000 };
const MAX_CONNECTIONS = 32;

/** @throws TypeError when the bucket's URL is not one */
export function createS3Client(settings: S3Settings): S3Client {
  const { bucketUrl, region = 'us-east-1', accessKeyId, secretAccessKey, sessionToken } = settings;
  const { connectMs, idleMs, totalMs } = settings.timeouts ?? TIMEOUTS;
  const base = new URL(bucketUrl).href.replace(/\/$/, '');
  const dispatcher = new Agent({
    connections: MAX_CONNECTIONS,
    connect: { timeout: connectMs },
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
  });
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  return {
    async send({ method, key, query = {}, headers = {}, body, isStream = false }, signal) {
      const url = new URL(`${base}/${key}`);
      url.search = new URLSearchParams(query).toString();
      const signer = new AwsV4Signer({ method, url: url.href, headers, service: 's3', region, ...credentials });
      const signed = await signer.sign();
      return dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: Object.fromEntries(signed.headers),
        body: body ?? null,
        signal: isStream ? signal : AbortSignal.any([signal, AbortSignal.timeout(totalMs)]),
      });
    },
    close: () => dispatcher.destroy(),
  };
}
