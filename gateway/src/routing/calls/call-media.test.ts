import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { pngOf, wav } from '../../media/testing/sample-media.js';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.js';
import {
  startUpstream,
  type Upstream,
  type UpstreamHandler,
  type UpstreamRequest,
} from '../../testing/start-upstream.js';

/** Some 4 MB of picture. */
const PICTURE = Buffer.concat([pngOf(20, 10), Buffer.alloc(4_000_000)]);
const MEDIA_PATH = /^\/media\/[0-9a-f]{32}\/[0-9a-f]{64}\.png\?expires=\d+&key=\w+&signature=[\w-]{43}$/;

let reader: Upstream;
let speaker: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  reader = await startUpstream('recognition');
  speaker = await startUpstream('synthesis', 'transcription', 'language');
  gateway = await startTestGateway({ reader: reader.url, speaker: speaker.url });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await Promise.all([reader, speaker].map((upstream) => upstream[Symbol.asyncDispose]()));
});
beforeEach(() => reader.answer(() => ({ data: { _entities: [{ recognition: { text: { content: 'read' } } }] } })));

async function upload(bytes: Buffer): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]));
  const headers = { authorization: `Bearer ${gateway.key}` };
  const response = await fetch(`${gateway.url}/media`, { method: 'POST', headers, body: form });
  return ((await response.json()) as { url: string }).url;
}

const lastOf = ({ requests }: Upstream) => requests.at(-1);
const READ = 'query ($url: URL!) { image(url: $url) { url recognition { text { content } } } }';

describe('a picture on its way to a service', () => {
  it('is a URL that the service can read where it is told to, and no bytes', async () => {
    const url = await upload(PICTURE);
    const { data, errors } = await gateway.query(READ, { url });
    expect(errors).toEqual([]);
    expect(data).toEqual({ image: { url, recognition: { text: { content: 'read' } } } });
    const sent = lastOf(reader);
    expect(sent?.body.variables['representations']).toEqual([{ __typename: 'Image', url }]);
    expect(JSON.stringify(sent?.body).length).toBeLessThan(2_000);
    const path = url.slice(gateway.url.length);
    expect(path).toMatch(MEDIA_PATH);
    const read = await fetch(`${String(sent?.headers['sluice-media-origin'])}${path}`);
    expect(Buffer.from(await read.arrayBuffer()).equals(PICTURE)).toBe(true);
  });

  it('is the same URL when it comes as data:', async () => {
    const bytes = pngOf(30, 30);
    const { data } = await gateway.query(READ, { url: `data:image/png;base64,${bytes.toString('base64')}` });
    expect(data?.['image']).toMatchObject({ url: await upload(bytes) });
    expect(JSON.stringify(lastOf(reader)?.body)).not.toContain('base64');
  });

  it('comes without permission to write', async () => {
    await gateway.query(READ, { url: await upload(pngOf(5, 5)) });
    expect(lastOf(reader)?.headers).not.toHaveProperty('sluice-media-write-url');
  });
});

/** Stores a sound as a service does. @returns its URL */
async function store({ headers }: UpstreamRequest): Promise<string> {
  const { pathname, search } = new URL(String(headers['sluice-media-write-url']));
  const to = `${String(headers['sluice-media-origin'])}${pathname}${search}`;
  const answer = await fetch(to, { method: 'PUT', body: new Uint8Array(wav()) });
  return ((await answer.json()) as { url: string }).url;
}

/** Answers with the sound that it stored, and with a transcript. */
function speak(urlOf: (stored: string) => string = (stored) => stored): UpstreamHandler {
  return (request, response) => {
    if (!request.body.query.includes('speech')) return { data: { _entities: [{ transcript: { language: 'en' } }] } };
    void store(request).then((stored) => {
      const audio = { __typename: 'Audio', url: urlOf(stored), sound: urlOf(stored) };
      response.end(JSON.stringify({ data: { _entities: [{ speech: { audio, seconds: 1 } }] } }));
    });
    return undefined;
  };
}

const SPEAK = '{ text(content: "hello") { speech { audio { sound: url transcript { language } } } } }';

describe('a sound that a service makes', () => {
  it('is stored by the URL that comes with the request, and is then an entity', async () => {
    speaker.answer(speak());
    const { data, errors } = await gateway.query(SPEAK);
    expect(errors).toEqual([]);
    const { text } = data as { text: { speech: { audio: { sound: string; transcript: unknown } } } };
    expect(text.speech.audio.transcript).toEqual({ language: 'en' });
    const played = await fetch(text.speech.audio.sound, { headers: { range: 'bytes=0-3' } });
    expect([played.status, await played.text()]).toEqual([206, 'RIFF']);
    const [asked, transcribed] = speaker.requests.slice(-2);
    expect(transcribed?.body.variables['representations']).toEqual([
      { __typename: 'Audio', url: text.speech.audio.sound },
    ]);
    expect(asked?.headers['sluice-media-write-url']).toMatch(/\/media\/[0-9a-f]{32}\?kind=audio&bytes=8388608&/);
    expect(transcribed?.headers).not.toHaveProperty('sluice-media-write-url');
    expect(transcribed?.headers).toHaveProperty('sluice-media-origin');
  });

  it.each<[string, (stored: string) => string]>([
    ['names another host', (stored) => stored.replace('127.0.0.1', 'elsewhere.example')],
    ['carries the bytes', () => 'data:audio/wav;base64,UklGRg=='],
    ['names another file', (stored) => stored.replace(/\/[0-9a-f]{64}/, `/${'ab'.repeat(32)}`)],
  ])('becomes none where it %s', async (_what, urlOf) => {
    speaker.answer(speak(urlOf));
    const before = speaker.requests.length;
    const { data, errors } = await gateway.query(SPEAK);
    expect(data).toEqual({ text: { speech: null } });
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['text', 'speech'], 'PROVIDER_BAD_RESPONSE'],
    ]);
    expect(speaker.requests).toHaveLength(before + 1);
  });

  it('is not asked to be stored where nobody wants its URL', async () => {
    speaker.answer(() => ({ data: { _entities: [{ speech: { seconds: 1 } }] } }));
    const { errors } = await gateway.query('{ text(content: "hello") { speech { seconds } } }');
    expect(errors).toEqual([]);
    expect(lastOf(speaker)?.headers).not.toHaveProperty('sluice-media-write-url');
    expect(lastOf(speaker)?.headers).not.toHaveProperty('sluice-media-origin');
  });

  it('is none of the business of a service that answers with texts', async () => {
    speaker.answer(() => ({ data: { _entities: [{ language: { code: 'en' } }] } }));
    await gateway.query('{ text(content: "hello") { language { code } } }');
    expect(Object.keys(lastOf(speaker)?.headers ?? {}).filter((name) => name.includes('media'))).toEqual([]);
  });
});
