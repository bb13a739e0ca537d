import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { startPageRoutes } from './start-page-routes.js';

const KEY = 'slc_dev_AAAAAAAAAAAA_secret';
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

let folder: string;
let app: FastifyInstance;

const get = (url: string, options: InjectOptions = {}) =>
  app.inject({ url, headers: { host: 'localhost:4000' }, ...options });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-examples-'));
  writeFileSync(join(folder, 'embed.graphql'), '# Vectors </script> & "more"\nquery { a }');
  writeFileSync(join(folder, 'pipeline.graphql'), 'query Pipeline($url: URL!) { b }');
  writeFileSync(join(folder, 'pipeline.json'), '{"url":"/examples/notice.png"}');
  writeFileSync(join(folder, 'notice.png'), PICTURE);
  writeFileSync(join(folder, 'secret.txt'), 'not to be served');
  app = fastify();
  await startPageRoutes(app, { examplesFolder: folder, developerKey: KEY });
});
afterAll(async () => {
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
      expect(await get(path)).toMatchObject({ statusCode: 200 });
    }
  });

  it('cannot be broken out of by the name of a host', async () => {
    const { body } = await get('/', { headers: { host: '"><script>alert(1)</script>' } });
    expect(body).not.toContain('<script>alert');
  });
});

describe('the developer key', () => {
  it.each(['localhost:4000', 'LOCALHOST', '127.0.0.1:4000', '[::1]:4000'])(
    'is filled in for a browser at this machine (%s)',
    async (host) => {
      const page = await get('/', { headers: { host, 'sec-fetch-mode': 'navigate' } });
      expect(page.body).toContain(KEY);
      expect(page.headers['cache-control']).toBe('no-store');
    },
  );

  it.each([
    ['another machine', { remoteAddress: '10.0.0.7' }],
    ['another machine over IPv6', { remoteAddress: '2001:db8::1' }],
    ['a name that was made to resolve here', { headers: { host: 'evil.example' } }],
    ['a name that only begins like this machine', { headers: { host: 'localhost.evil.example' } }],
    ['a caller behind a proxy', { headers: { host: 'localhost', 'x-forwarded-for': '10.0.0.7' } }],
    ['a script of another origin', { headers: { host: 'localhost', origin: 'https://studio.apollographql.com' } }],
    ['a script without CORS', { headers: { host: 'localhost', 'sec-fetch-mode': 'no-cors' } }],
  ] as [string, InjectOptions][])('is not shown to %s', async (_, options) => {
    const { statusCode, body } = await get('/', options);
    expect(statusCode).toBe(200);
    expect(body).not.toContain(KEY);
  });

  it('is not shown where there is none, as in production', async () => {
    await using production = fastify();
    await startPageRoutes(production, { examplesFolder: null });
    const { body } = await production.inject({ url: '/', headers: { host: 'localhost' } });
    expect(body).toContain('Put your API key under Headers.');
    expect(body).toContain('"key":null');
  });
});

describe('files', () => {
  it('are served from the list that was read at the start', async () => {
    const picture = await get('/examples/notice.png');
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.rawPayload).toEqual(PICTURE);
  });

  it.each(['/examples/secret.txt', '/examples/pipeline.graphql', '/assets/package.json', '/assets/constructor'])(
    'beyond it are not there: %s',
    async (path) => expect(await get(path)).not.toMatchObject({ statusCode: 200 }),
  );

  it.each(['/examples/..%2f..%2fetc%2fpasswd', '/assets/..%2Fpackage.json', '/examples/%2e%2e/package.json'])(
    'are not reached by a path that leads out: %s',
    async (path) => expect(await get(path)).not.toMatchObject({ statusCode: 200 }),
  );

  it('are not sent again to who has them', async () => {
    const first = await get('/assets/react.js');
    const again = await get('/assets/react.js', { headers: { 'if-none-match': String(first.headers['etag']) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});
