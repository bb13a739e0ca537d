import { once } from 'node:events';
import { Agent, type ClientRequest, request as ask } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';

import { gzipInLayers, html, huge, redirectTo, refuseWith } from './answer-faults.js';
import {
  blackHole,
  halfOpen,
  resetAtOnce,
  resetInBody,
  silentBody,
  stallInBody,
  trickle,
} from './connection-faults.js';
import { extraEntity, missingEntity, secretsInExtensions, wrongTypedEntity, wrongTypedField } from './entity-faults.js';
import { createServiceProtocol } from './service-protocol.js';
import { startFaultyUpstream } from './start-faulty-upstream.js';
import { cutAfter, endAfter, endless, errorAfter, errorFirst, malformedAfter, stallAfter } from './stream-faults.js';
import { createVendorProtocol } from './vendor-protocol.js';
import { until } from '../listen.js';

const service = await startFaultyUpstream(createServiceProtocol({ name: 'first' }));
const vendor = await startFaultyUpstream(createVendorProtocol({ name: 'vendor' }));
const agent = new Agent({ keepAlive: true });

afterAll(async () => {
  agent.destroy();
  await Promise.all([service, vendor].map((upstream) => upstream[Symbol.asyncDispose]()));
});

beforeEach(() => {
  for (const upstream of [service, vendor]) upstream.begin();
});

function post(url: string, body: object): ClientRequest {
  const sent = ask(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } });
  // It may break when nobody waits for it any more.
  sent.on('error', () => {}).end(JSON.stringify(body));
  return sent;
}

/** Status and text of an answer, or the code of what broke it. */
async function answerOf(sent: ClientRequest): Promise<{ status: number; body: string } | string> {
  try {
    const [response] = await once(sent, 'response');
    return { status: response.statusCode, body: await text(response) };
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}

/** What a caller has read when it leaves: after so many milliseconds, or once what was read fits. */
async function leaveAfter(sent: ClientRequest, enough: number | RegExp): Promise<string> {
  let read = '';
  sent.once('response', (response) => response.on('error', () => {}).on('data', (bytes) => (read += String(bytes))));
  if (typeof enough === 'number') await new Promise((resolve) => setTimeout(resolve, enough));
  else await until(() => enough.test(read));
  sent.destroy();
  return read;
}

const EMBED = {
  query: `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Text { e: embedding { vector ...More } } ... on Image { recognition } } }
    fragment More on Embedding { usage { inputTokens } }`,
  variables: { representations: [{}, {}] },
};
const WRITE = {
  query: `subscription { g: generate { __typename ... on GenerationDelta { piece: text }
    ... on GenerationFinished { generation { text { content } } } } }`,
  variables: {},
};
const CHAT = { model: 'vendor-model', messages: [], stream: true };
const embed = () => post(`${service.url}/graphql`, EMBED);
const write = () => post(`${service.url}/graphql/stream`, WRITE);
const chat = (more: object = {}) => post(`${vendor.url}/v1/chat/completions`, { ...CHAT, ...more });

describe('a healthy upstream', () => {
  it('answers an operation of a service by what it selects, and bills what it read', async () => {
    const entity = { e: { vector: [1, 0], usage: { inputTokens: 5 } } };
    expect(await answerOf(embed())).toEqual({
      status: 200,
      body: JSON.stringify({ data: { _entities: [entity, entity] } }),
    });
    expect(service).toMatchObject({ billedTokens: 10, aborted: 0 });
  });

  it('streams a generation over the wire of services', async () => {
    const { body } = (await answerOf(write())) as { body: string };
    expect(body).toContain('data: {"data":{"g":{"__typename":"GenerationDelta","piece":"first"}}}');
    expect(body).toContain('"generation":{"text":{"content":"first word word"}}}');
    expect(service.billedTokens).toBe(8);
  });

  it('answers as a vendor does, whole and in chunks, with usage where it is told', async () => {
    expect(await answerOf(chat({ stream: false }))).toMatchObject({
      body: expect.stringContaining('"vendor word word"'),
    });
    expect(await answerOf(chat())).toMatchObject({
      body: expect.stringMatching(/"choices":\[\],"usage".*\[DONE\]\n\n$/s),
    });
    expect(vendor.billedTokens).toBe(16);
    const embedded = await answerOf(post(`${vendor.url}/v1/embeddings`, { input: ['a', 'b'] }));
    expect(embedded).toMatchObject({ body: expect.stringContaining('"prompt_tokens":10') });
    const models = await fetch(`${vendor.url}/v1/models`);
    expect(await models.json()).toMatchObject({ data: [{ id: 'vendor-model' }] });
  });
});

describe('a faulty upstream', () => {
  it.each([
    ['resets at once', resetAtOnce, 0, 'ECONNRESET'],
    ['hangs up', halfOpen, 0, 'ECONNRESET'],
    ['resets in the middle of the body', resetInBody, 10, 'ECONNRESET'],
    [
      'refuses',
      refuseWith(429, { 'retry-after': '1' }),
      0,
      { status: 429, body: expect.stringContaining('STATUS_429') },
    ],
    ['answers in HTML', html(), 0, { status: 200, body: expect.stringContaining('<!doctype') }],
    ['sends elsewhere', redirectTo('http://127.0.0.1:9'), 0, { status: 307, body: '' }],
    ['gives an entity more', extraEntity, 10, { status: 200, body: expect.stringMatching(/(vector.*){3}/) }],
    [
      'gives an entity less',
      missingEntity,
      10,
      { status: 200, body: expect.stringMatching(/^((?!vector).)*vector((?!vector).)*$/) },
    ],
    ['gives no entity', wrongTypedEntity, 10, { status: 200, body: expect.stringContaining('[42,') }],
    ['gives another type', wrongTypedField, 10, { status: 200, body: expect.stringContaining('{"e":"a text"}') }],
    ['tells secrets', secretsInExtensions, 0, { status: 200, body: expect.stringContaining('apiKey') }],
  ])('%s once, and is healthy again', async (_title, fault, billed, answer) => {
    service.begin(fault);
    expect(await answerOf(embed())).toEqual(answer);
    expect(service).toMatchObject({ billedTokens: billed, aborted: 0 });
    expect(await answerOf(embed())).toMatchObject({ status: 200 });
    expect(service.requests).toHaveLength(2);
  });

  it.each([
    ['is silent', blackHole, 0, ''],
    ['is silent after the headers', silentBody, 0, ''],
    ['stops in its answer', stallInBody, 10, expect.stringMatching(/^\{"data".+[^}]$/)],
    ['trickles', trickle(2), 10, expect.stringMatching(/^\{"da/)],
  ])('%s until the caller leaves, which it counts', async (_title, fault, billed, read) => {
    service.begin(fault);
    expect(await leaveAfter(embed(), 100)).toEqual(read);
    await until(() => service.aborted === 1);
    expect(service).toMatchObject({ billedTokens: billed, open: 0 });
  });

  it('sends more than anybody should read, plain and packed', async () => {
    service.begin(huge(2), gzipInLayers(2, 2));
    expect(((await answerOf(embed())) as { body: string }).body.length).toBeGreaterThan(2 * 1024 * 1024);
    const [response] = await once(embed(), 'response');
    expect(response.headers['content-encoding']).toBe('gzip, gzip');
    expect((await text(response)).length).toBeLessThan(2_000);
  });

  it.each([
    ['fails at once', errorFirst, /^event: next\ndata: \{"errors"[^\n]+\n\n$/, 0],
    ['fails after two', errorAfter(2), /Started.*first.*"errors"/s, 6],
    ['ends after two as if it were whole', endAfter(2), /first[^\n]+\n\n$/, 6],
    ['tells nonsense after one, and goes on', malformedAfter(1), /Started.*broken.*complete/s, 8],
  ])('%s in a stream', async (_title, fault, read, billed) => {
    service.begin(fault);
    expect(await answerOf(write())).toEqual({ status: 200, body: expect.stringMatching(read) });
    expect(service.billedTokens).toBe(billed);
  });

  it('cuts a stream, stalls one, and writes on without end until nobody reads', async () => {
    service.begin(cutAfter(2), stallAfter(2), endless(1));
    expect(await answerOf(write())).toBe('ECONNRESET');
    expect(service).toMatchObject({ billedTokens: 6, aborted: 0 });
    await leaveAfter(write(), /first[^\n]+\n\n$/);
    await until(() => service.aborted === 1);
    await leaveAfter(write(), /first/);
    await until(() => service.aborted === 2);
    const { billedTokens } = service;
    expect(billedTokens).toBeGreaterThan(17);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(service.billedTokens).toBe(billedTokens);
  });

  it('fails in the words of a vendor', async () => {
    vendor.begin(errorFirst, refuseWith(529));
    expect(await answerOf(chat())).toMatchObject({ body: expect.stringMatching(/^data: \{"error"/) });
    expect(await answerOf(chat())).toMatchObject({ status: 529, body: expect.stringContaining('server_error') });
  });

  it('refuses connections, and takes them again on the same port', async () => {
    await service.meet('refused');
    expect(await answerOf(embed())).toBe('ECONNREFUSED');
    await service.meet('plain');
    expect(await answerOf(embed())).toMatchObject({ status: 200 });
  });
});
