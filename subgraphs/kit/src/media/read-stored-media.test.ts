import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WIRE_HEADERS } from '@sluice/schema';
import { createLogger } from '@sluice/telemetry';
import { type StartedService, startService } from '../testing/start-service.js';
import { createToys } from '../testing/toy-capabilities.js';
import { askService } from './testing/ask-service.js';
import { type MediaServer, pathOf, startMediaServer } from './testing/start-media-server.js';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(56)]);
const WAV = Buffer.from(`RIFF\0\0\0\0WAVE${'\0'.repeat(20)}`);
/** Where callers reach the gateway: nothing listens there, and no service ever asks. */
const PUBLIC = 'https://gateway.example';
const { toys } = createToys(0);

const logged: string[] = [];
const origins: string[] = [];
let service: StartedService;
let gateway: MediaServer;

beforeAll(async () => {
  const logger = createLogger({
    name: 'toy',
    level: 'debug',
    destination: { write: (line) => void logged.push(line) },
  });
  service = await startService({ capabilities: toys, limits: { mediaBytes: 1_000, mediaMs: 300 }, logger });
});
afterAll(async () => service[Symbol.asyncDispose]());
beforeEach(async () => {
  gateway = await startMediaServer(PNG);
  origins.push(gateway.origin);
});
afterEach(async () => gateway[Symbol.asyncDispose]());

const at = (url: unknown) => ({ __typename: 'Image', url });
const whereMediaAre = (): Record<string, string> => ({ [WIRE_HEADERS.mediaOrigin]: gateway.origin });
const SELECTION = 'recognition { text { content } }';
const recognize = (representations: { __typename: string }[], headers = whereMediaAre(), signal?: AbortSignal) =>
  askService(service, SELECTION, representations, { headers, signal });

/** Asks for one picture, and expects that it fails so. */
async function expectRefused(
  url: unknown,
  code: string,
  message: RegExp,
  headers: Record<string, string> = whereMediaAre(),
): Promise<void> {
  const { entities, errors } = await recognize([at(url)], headers);
  expect(entities).toEqual([{ recognition: null }]);
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(message),
      extensions: expect.objectContaining({ code }),
    }),
  ]);
  expect(errors[0]?.message).not.toMatch(/https?:|signature|media\//);
}

describe('a picture that the gateway stores', () => {
  it('is read at the place that the caller names, without credentials, whatever host stands in its URL', async () => {
    await using foreign = await startMediaServer(PNG);
    const { entities, errors } = await recognize([at(foreign.origin + pathOf(PNG))]);
    expect([entities, errors]).toEqual([[{ recognition: { text: { content: 'image/png' } } }], []]);
    expect(foreign.exchanges).toEqual([]);
    expect(gateway.exchanges.map(({ method, url }) => [method, url])).toEqual([['GET', pathOf(PNG)]]);
    const sent = gateway.exchanges[0]?.headers;
    expect(sent?.['accept-encoding']).toBe('identity');
    expect([sent?.authorization, sent?.cookie]).toEqual([undefined, undefined]);
  });

  it('is found behind a folder of a public name, and below a folder of the gateway', async () => {
    const headers = { [WIRE_HEADERS.mediaOrigin]: `${gateway.origin}/inside/` };
    const { errors } = await recognize([at(`${PUBLIC}/sluice${pathOf(PNG)}`)], headers);
    expect(errors).toEqual([]);
    expect(gateway.exchanges[0]?.url).toBe(`/inside${pathOf(PNG)}`);
  });

  it('is read once a request, however many fields want it', async () => {
    const selection = 'a: recognition { model } b: recognition(languages: ["de"]) { model } description { model }';
    const picture = at(PUBLIC + pathOf(PNG));
    const { errors } = await askService(service, selection, [picture, picture], { headers: whereMediaAre() });
    expect(errors).toEqual([]);
    expect(gateway.exchanges).toHaveLength(1);
    await recognize([picture]);
    expect(gateway.exchanges).toHaveLength(2);
  });

  it('fails alone among others', async () => {
    const other = Buffer.concat([PNG, Buffer.alloc(1)]);
    gateway.answer(({ url }, response) => {
      if (url === pathOf(PNG)) return PNG;
      if (url === pathOf(other)) return other;
      return void response.writeHead(404).end();
    });
    const pictures = [PNG, Buffer.from('nothing'), other].map((bytes) => at(PUBLIC + pathOf(bytes)));
    const { entities, errors } = await recognize(pictures);
    const read = { recognition: { text: { content: 'image/png' } } };
    expect(entities).toEqual([read, { recognition: null }, read]);
    expect(errors.map(({ path, extensions }) => [path?.[1], extensions['code']])).toEqual([[1, 'NOT_FOUND']]);
  });

  it.each([403, 404])('that is gone, %d, is NOT_FOUND', async (status) => {
    gateway.answer((_, response) => void response.writeHead(status).end('{"errors":[]}'));
    await expectRefused(PUBLIC + pathOf(PNG), 'NOT_FOUND', /not stored any more/);
  });

  it.each([500, 503, 401, 206])('whose gateway answers %d is SERVICE_UNAVAILABLE', async (status) => {
    gateway.answer((_, response) => void response.writeHead(status).end(PNG));
    await expectRefused(PUBLIC + pathOf(PNG), 'SERVICE_UNAVAILABLE', /could not be read/);
  });

  it('is not looked for where the gateway redirects to', async () => {
    await using elsewhere = await startMediaServer(PNG);
    const location = elsewhere.origin + pathOf(PNG);
    gateway.answer((_, response) => void response.writeHead(302, { location }).end());
    await expectRefused(PUBLIC + pathOf(PNG), 'SERVICE_UNAVAILABLE', /could not be read/);
    expect(elsewhere.exchanges).toEqual([]);
  });

  it('is refused when its bytes are not those that its name tells', async () => {
    gateway.answer(() => Buffer.concat([PNG, Buffer.from('x')]));
    await expectRefused(PUBLIC + pathOf(PNG), 'SERVICE_UNAVAILABLE', /damaged/);
  });

  it('is refused when the connection breaks off', async () => {
    gateway.answer((_, response) => {
      response.writeHead(200, { 'content-length': PNG.length });
      response.write(PNG.subarray(0, 10), () => response.destroy());
    });
    await expectRefused(PUBLIC + pathOf(PNG), 'SERVICE_UNAVAILABLE', /could not be read/);
  });

  it('is refused when it is too large, told or not, and the rest is not read', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(1_000)]);
    gateway.answer(() => large);
    await expectRefused(PUBLIC + pathOf(large), 'BAD_USER_INPUT', /at most 1000 bytes/);
    let left: Promise<void> | undefined;
    gateway.answer((_, response) => {
      left = new Promise((resolve) => response.once('close', resolve));
      response.write(large);
    });
    await expectRefused(PUBLIC + pathOf(large), 'BAD_USER_INPUT', /at most 1000 bytes/);
    await left;
  });

  it('is refused when it is none, by its content', async () => {
    gateway.answer(() => WAV);
    await expectRefused(PUBLIC + pathOf(WAV), 'BAD_USER_INPUT', /image\/png/);
  });

  it.each(['says nothing', 'falls silent'])('is given up when the gateway %s', async (fault) => {
    gateway.answer((_, response) => void (fault === 'falls silent' && response.write(PNG.subarray(0, 9))));
    const startedAt = performance.now();
    await expectRefused(PUBLIC + pathOf(PNG), 'SERVICE_UNAVAILABLE', /could not be read/);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('is given up when the caller leaves', async () => {
    const caller = new AbortController();
    const left = new Promise<void>((resolve) => {
      gateway.answer((_, response) => {
        response.once('close', resolve);
        caller.abort();
      });
    });
    const asking = recognize([at(PUBLIC + pathOf(PNG))], whereMediaAre(), caller.signal);
    await expect(asking).rejects.toThrow(/abort/);
    await left;
  });

  it('is given up with the request’s own deadline', async () => {
    let left: Promise<void> | undefined;
    gateway.answer((_, response) => {
      left = new Promise((resolve) => response.once('close', resolve));
    });
    const headers = { ...whereMediaAre(), [WIRE_HEADERS.timeoutMs]: '50' };
    const { errors } = await recognize([at(PUBLIC + pathOf(PNG))], headers);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['DEADLINE_EXCEEDED']);
    await left;
  });
});

describe('a URL of anything else', () => {
  const name = pathOf(PNG).slice('/media/'.length, -'?expires=9999999999&key=k&signature=s'.length);
  it.each<[string, unknown]>([
    ['of the web', 'https://example.org/a.png'],
    ['of a file', `file:///media/${name}`],
    ['of another path of the gateway', `${PUBLIC}/graphql`],
    ['with a path that goes on', `${PUBLIC}/media/${name}/../../../graphql`],
    ['with a path in its query', `${PUBLIC}/?/media/${name}`],
    ['with a short tenant', `${PUBLIC}/media/${name.slice(1)}`],
    ['with letters that are no hexadecimal', `${PUBLIC}/media/${name.replace(/[0-9]/, 'g')}`],
    ['with an encoded slash', `${PUBLIC}/media%2f${name}`],
    ['that is enormous', `${PUBLIC}/${'x'.repeat(10_000)}/media/${name}`],
  ])('%s is refused, and nothing is asked', async (_what, url) => {
    await expectRefused(url, 'BAD_USER_INPUT', /expected a data: URL/);
    expect(gateway.exchanges).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['no place', {}],
    ['a place that is none', { [WIRE_HEADERS.mediaOrigin]: 'not a URL' }],
    ['a place that is not HTTP', { [WIRE_HEADERS.mediaOrigin]: 'file:///etc' }],
    ['a place with a query', { [WIRE_HEADERS.mediaOrigin]: 'http://127.0.0.1:9/?x' }],
  ])('where the caller names %s is refused', async (_what, headers) => {
    await expectRefused(PUBLIC + pathOf(PNG), 'BAD_USER_INPUT', /expected a data: URL/, headers);
  });

  it('that is no text is refused', async () => {
    const { errors } = await recognize([at(42), at(null)]);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  it('is not even parsed for who does not present the token', async () => {
    const stranger = { ...service, token: 'guessed' };
    const { entities } = await askService(stranger, SELECTION, [at(PUBLIC + pathOf(PNG))], {
      headers: whereMediaAre(),
    });
    expect(entities).toEqual([]);
    expect(gateway.exchanges).toEqual([]);
  });
});

it('no URL of a picture, and no place of the gateway, stands in the log', () => {
  expect(logged.length).toBeGreaterThan(20);
  expect(logged.join('\n')).not.toMatch(/signature=|\/media\/|gateway\.example/);
  for (const origin of origins) expect(logged.join('\n')).not.toContain(origin);
});
