import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { Client, type Dispatcher } from 'undici';
import { maySeeKey } from './may-see-key.js';
import { startPageRoutes } from './start-page-routes.js';

const KEY = 'slc_dev_AAAAAAAAAAAA_secret';
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

type Headers = Readonly<Record<string, string>>;

/** An answer, read whole. */
interface Answer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly bytes: Buffer;
  readonly body: string;
}

let folder: string;
let app: FastifyInstance;
let client: Client;

/** Sends the path as it stands: a URL would lose what leads out of it. */
async function get(path: string, headers: Headers = { host: 'localhost:4000' }, from = client): Promise<Answer> {
  const response = await from.request({ method: 'GET', path, headers });
  const bytes = Buffer.from(await response.body.arrayBuffer());
  return { status: response.statusCode, headers: response.headers, bytes, body: bytes.toString() };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-examples-'));
  writeFileSync(join(folder, 'embed.graphql'), '# Vectors </script> & "more"\nquery { a }');
  writeFileSync(join(folder, 'pipeline.graphql'), 'query Pipeline($url: URL!) { b }');
  writeFileSync(join(folder, 'pipeline.json'), '{"url":"/examples/notice.png"}');
  writeFileSync(join(folder, 'notice.png'), PICTURE);
  writeFileSync(join(folder, 'secret.txt'), 'not to be served');
  app = fastify();
  await startPageRoutes(app, { examplesFolder: folder, developerKey: KEY });
  client = new Client(await app.listen({ port: 0, host: '127.0.0.1' }));
});
afterAll(async () => {
  await client.close();
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('the start page', () => {
  it('lists the examples, the pipeline first, with their variables', async () => {
    const { body, headers } = await get('/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const settings = JSON.parse(/id="settings">(.*?)<\/script>/s.exec(body)?.[1] ?? '') as { operations: object[] };
    expect(settings.operations).toEqual([
      {
        name: 'pipeline',
        title: 'pipeline',
        query: 'query Pipeline($url: URL!) { b }',
        variables: '{"url":"/examples/notice.png"}',
      },
      { name: 'embed', title: 'Vectors </script> & "more"', query: expect.any(String), variables: '' },
    ]);
  });

  it('links to Apollo Studio with the URL of this graph, and without the key', async () => {
    const link = /href="(https:\/\/studio[^"]*)"/.exec((await get('/')).body)?.[1];
    expect(link).toBe(
      'https://studio.apollographql.com/sandbox/explorer?endpoint=http%3A%2F%2Flocalhost%3A4000%2Fgraphql',
    );
  });

  it('has no inline script and loads nothing from elsewhere', async () => {
    const { body, headers } = await get('/');
    const scripts = [...body.matchAll(/<script(.*?)>/g)].map(([, attributes = '']) => attributes);
    expect(scripts.every((attributes) => /src="\/|type="application\/json"/.test(attributes))).toBe(true);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    for (const [, path = ''] of body.matchAll(/(?:src|href)="(\/[^"]*)"/g)) {
      expect(await get(path)).toMatchObject({ status: 200 });
    }
  });

  it('cannot be broken out of by the name of a host', async () => {
    const { body } = await get('/', { host: '"><script>alert(1)</script>' });
    expect(body).not.toContain('<script>alert');
  });
});

describe('the developer key', () => {
  it.each(['localhost:4000', 'LOCALHOST', '127.0.0.1:4000', '[::1]:4000'])(
    'is filled in for a browser at this machine (%s)',
    async (host) => {
      const page = await get('/', { host, 'sec-fetch-mode': 'navigate' });
      expect(page.body).toContain(KEY);
      expect(page.headers['cache-control']).toBe('no-store');
    },
  );

  it.each([
    ['a name that was made to resolve here', { host: 'evil.example' }],
    ['a name that only begins like this machine', { host: 'localhost.evil.example' }],
    ['a caller behind a proxy', { host: 'localhost', 'x-forwarded-for': '10.0.0.7' }],
    ['a script of another origin', { host: 'localhost', origin: 'https://studio.apollographql.com' }],
    ['a script without CORS', { host: 'localhost', 'sec-fetch-mode': 'no-cors' }],
  ] as [string, Headers][])('is not shown to %s', async (_, headers) => {
    const { status, body } = await get('/', headers);
    expect(status).toBe(200);
    expect(body).not.toContain(KEY);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.7', false],
    ['2001:db8::1', false],
    ['::ffff:10.0.0.7', false],
    ['', false],
  ])('is shown to the other end of a connection at %j: %s', (address, shown) => {
    expect(maySeeKey({ address, headers: { host: 'localhost' } })).toBe(shown);
  });

  it('is not shown where there is none, as in production', async () => {
    await using production = fastify();
    await startPageRoutes(production, { examplesFolder: null });
    const own = new Client(await production.listen({ port: 0, host: '127.0.0.1' }));
    const { body } = await get('/', { host: 'localhost' }, own);
    await own.close();
    expect(body).toContain('Put your API key under Headers.');
    expect(body).toContain('"key":null');
  });
});

describe('files', () => {
  it('are served from the list that was read at the start', async () => {
    const picture = await get('/examples/notice.png');
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.bytes).toEqual(PICTURE);
  });

  it.each(['/examples/secret.txt', '/examples/pipeline.graphql', '/assets/package.json', '/assets/constructor'])(
    'beyond it are not there: %s',
    async (path) => expect(await get(path)).not.toMatchObject({ status: 200 }),
  );

  it.each(['/examples/..%2f..%2fetc%2fpasswd', '/assets/..%2Fpackage.json', '/examples/%2e%2e/package.json'])(
    'are not reached by a path that leads out: %s',
    async (path) => expect(await get(path)).not.toMatchObject({ status: 200 }),
  );

  it('are not sent again to who has them', async () => {
    const first = await get('/assets/react.js');
    const again = await get('/assets/react.js', { host: 'localhost', 'if-none-match': String(first.headers['etag']) });
    expect([again.status, again.body]).toEqual([304, '']);
  });
});
