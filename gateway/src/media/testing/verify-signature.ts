import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const escape = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Whether a request, as it arrived, is signed as S3 asks (AWS Signature Version 4), computed here once more from the
 * specification, since the S3 server of the tests does not look at signatures.
 */
export function isSignedBy(request: IncomingMessage, accessKeyId: string, secret: string): boolean {
  const [, id, day = '', region = '', names = '', signature] =
    AUTHORIZATION.exec(request.headers.authorization ?? '') ?? [];
  const date = String(request.headers['x-amz-date']);
  if (id !== accessKeyId || !date.startsWith(day) || !names.split(';').includes('host')) return false;
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash('sha256').update(canonicalRequest(request, names)).digest('hex');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope, hash].join('\n')).toString('hex') === signature;
}

function canonicalRequest({ method, url, headers }: IncomingMessage, names: string): string {
  const { pathname, searchParams } = new URL(url ?? '', 'http://host.invalid');
  const query = [...searchParams].map(([name, value]) => `${escape(name)}=${escape(value)}`).toSorted();
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const payload = String(headers['x-amz-content-sha256']);
  return [method, pathname, query.join('&'), lines.join(''), names, payload].join('\n');
}
