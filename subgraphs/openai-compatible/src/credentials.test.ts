import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScriptedVendor, sendJson, startVendor } from '@sluice/ai-sdk/testing';
import { type Service, silentLogger } from '@sluice/kit';
import { createServiceClient, createTestGateway, type ServiceClient, type TestGateway } from '@sluice/kit/testing';

import { createOpenAiCompatible, IDENTITY } from './service.js';

const EMBED =
  'query E($r: [_Any!]!) { _entities(representations: $r) { ... on Text { embedding { dimensions usage { inputTokens } } } } }';
const GENERATE = 'mutation G($input: GenerateInput!) { generate(input: $input) { text { content } } }';
/** Secrets, by the names of their credentials; `OWN` is the tenant acme's. */
const SECRETS = { FIRST: 'canary-1', SECOND: 'canary-2', OWN: 'canary-own' };

let vendor: ScriptedVendor;
let gateway: TestGateway;
let service: Service;
let client: ServiceClient;
/** How the vendor receives each secret; it answers all others. */
let says: Record<string, { readonly status: number; readonly code: string; readonly retryAfter?: string }> = {};

beforeAll(async () => {
  gateway = await createTestGateway(IDENTITY.name);
  vendor = await startVendor((request, response) => {
    const refusal = says[secretOf(request.headers)];
    if (refusal) {
      const headers = refusal.retryAfter === undefined ? {} : { 'retry-after': refusal.retryAfter };
      return sendJson(
        response,
        { error: { message: 'canary', type: refusal.code, code: refusal.code } },
        refusal.status,
        headers,
      );
    }
    if (request.path === '/v1/embeddings') {
      const { input } = request.body as { input: string[] };
      const data = input.map((_, index) => ({ object: 'embedding', index, embedding: [1, 0, 0] }));
      return sendJson(response, { object: 'list', data, model: 'e', usage: { prompt_tokens: 4, total_tokens: 4 } });
    }
    const chunk = (delta: object, finish: string | null) =>
      `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'w', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`${chunk({ role: 'assistant', content: 'Yes.' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
  });
});
afterAll(async () => vendor[Symbol.asyncDispose]());

beforeEach(async () => {
  says = {};
  await service?.close(100);
  service = createOpenAiCompatible(
    {
      baseUrl: `${vendor.url}/v1`,
      sources: Object.entries(SECRETS).map(([name, secret]) => ({
        name,
        read: () => secret,
        ...(name === 'OWN' && { tenants: new Set(['acme']) }),
      })),
      models: ['w'],
      embeddingModels: ['e'],
      imageModels: [],
      structuredOutput: true,
      tasks: true,
      timeouts: {},
    },
    { logger: silentLogger },
  );
  const token = randomUUID();
  const { url } = await service.listen({ token, assertions: { keys: gateway.keys } });
  await service.load();
  client = createServiceClient(url, token, 10_000);
});
afterAll(() => service.close(100));

const secretOf = (headers: Readonly<Record<string, unknown>>) =>
  String(headers['authorization']).replace('Bearer ', '');

/** What was asked of the vendor since a mark: under which secret, and how many texts at once. */
function askedSince(mark: number): { readonly secret: string; readonly texts: number }[] {
  return vendor.requests.slice(mark).map(({ headers, body }) => ({
    secret: secretOf(headers),
    texts: (body as { input?: string[] }).input?.length ?? 0,
  }));
}

const embed = async (tenant: string, content: string) =>
  client.query(EMBED, { r: [{ __typename: 'Text', content }] }, { headers: await gateway.headersFor(tenant) });
const generate = async (tenant: string) =>
  client.query(
    GENERATE,
    { input: { messages: [{ role: 'USER', content: 'Well?' }] } },
    { headers: await gateway.headersFor(tenant) },
  );

describe('Several credentials of one vendor', () => {
  it.each([
    ['limited', { status: 429, code: 'rate_limit_exceeded', retryAfter: '30' }],
    ['refused', { status: 401, code: 'invalid_api_key' }],
    ['not paid for', { status: 429, code: 'insufficient_quota' }],
  ])('stand in for each other within a call where one is %s, and it is left alone then', async (_what, refusal) => {
    says = { [SECRETS.FIRST]: refusal };
    const mark = vendor.requests.length;
    for (const answer of [await generate('t'), await generate('t')])
      expect(answer).toEqual({ data: { generate: { text: { content: 'Yes.' } } } });
    expect(askedSince(mark).map(({ secret }) => secret)).toEqual([SECRETS.FIRST, SECRETS.SECOND, SECRETS.SECOND]);
  });

  it('tell, when all are limited, how long it takes until the first is back', async () => {
    says = {
      [SECRETS.FIRST]: { status: 429, code: 'rate_limit_exceeded', retryAfter: '30' },
      [SECRETS.SECOND]: { status: 429, code: 'rate_limit_exceeded', retryAfter: '7' },
    };
    const { errors } = await embed('t', 'a');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PROVIDER_RATE_LIMITED', retryable: true });
    const wait = errors?.[0]?.extensions['retryAfterMs'] as number;
    expect(wait).toBeGreaterThan(5_000);
    expect(wait).toBeLessThanOrEqual(7_000);
  });

  it('raise an alarm by name where one is refused, and show no secret anywhere', async () => {
    says = { [SECRETS.FIRST]: { status: 401, code: 'invalid_api_key' } };
    const answer = await generate('t');
    const metrics = await client.metrics();
    expect(metrics).toContain(
      'sluice_service_credential_out{credential="FIRST",model="w",service="openai-compatible"} 1',
    );
    expect(metrics).toContain(
      'sluice_service_credential_refusals_total{credential="FIRST",model="w",code="PROVIDER_AUTH_FAILED",service="openai-compatible"} 1',
    );
    expect(JSON.stringify([answer, metrics, await client.health()])).not.toContain('canary');
  });
});

describe("A tenant's own credential", () => {
  it('pays for its texts alone: those of others come in another batch', async () => {
    const mark = vendor.requests.length;
    const tenants = ['acme', 'b', 'acme', 'c', 'acme'];
    const answers = await Promise.all(tenants.map((tenant, index) => embed(tenant, `text ${index}`)));
    expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
    const asked = askedSince(mark);
    const textsUnder = (...secrets: string[]) =>
      asked.filter(({ secret }) => secrets.includes(secret)).reduce((sum, { texts }) => sum + texts, 0);
    expect(textsUnder(SECRETS.OWN)).toBe(3);
    expect(textsUnder(SECRETS.FIRST, SECRETS.SECOND)).toBe(2);
  });

  it('is not replaced by one of all, however much it is limited', async () => {
    says = { [SECRETS.OWN]: { status: 429, code: 'rate_limit_exceeded', retryAfter: '30' } };
    const mark = vendor.requests.length;
    const { errors } = await generate('acme');
    expect(errors?.[0]?.extensions['code']).toBe('PROVIDER_RATE_LIMITED');
    expect(askedSince(mark).map(({ secret }) => secret)).toEqual([SECRETS.OWN]);
    expect((await generate('b')).errors).toBeUndefined();
  });
});
