import assert from 'node:assert/strict';
import { WIRE_HEADERS } from '@sluice/schema';
import type { Contract } from './contract.js';

/** Who may come in, and what stands outside for all. */
export function defineDoor({ clause, service, facts, words }: Contract): void {
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${service().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const { errors = [] } = (await response.json()) as { errors?: readonly { extensions?: { code?: string } }[] };
    return { status: response.status, code: errors[0]?.extensions?.code };
  };
  const withToken = () => ({ [WIRE_HEADERS.authorization]: `Bearer ${service().token}` });
  const TYPENAME = JSON.stringify({ query: '{ __typename }' });

  words.describe('at the door', () => {
    clause('offers what it should, each with its models', async () => {
      const health = await service().health();
      assert.equal(health.status, 'ready');
      assert.deepEqual(Object.keys(health.capabilities).toSorted(), [...facts.capabilities].toSorted());
      for (const [name, { models }] of Object.entries(health.capabilities))
        assert.ok(models.length > 0, `Expected models for ${name}.`);
    });

    clause('refuses callers without the token, and with another', async () => {
      const other = { [WIRE_HEADERS.authorization]: `Bearer ${service().token}x` };
      for (const headers of [{}, other, { [WIRE_HEADERS.authorization]: 'Basic eDp5' }]) {
        assert.deepEqual(await post(TYPENAME, headers), { status: 401, code: 'UNAUTHENTICATED' });
      }
    });

    clause('tells anyone that it lives, that it is ready, and what it measures', async () => {
      assert.equal((await fetch(`${service().url}/health/live`)).status, 200);
      assert.equal((await fetch(`${service().url}/health/ready`)).status, 200);
      const metrics = await fetch(`${service().url}/metrics`);
      assert.equal(metrics.status, 200);
      assert.match(await metrics.text(), /^process_cpu_seconds_total/m);
    });

    clause('refuses with a code what is no request that it serves', async () => {
      const bodies: readonly [string, string][] = [
        ['', 'BAD_USER_INPUT'],
        ['{', 'BAD_USER_INPUT'],
        ['[]', 'BAD_USER_INPUT'],
        ['null', 'BAD_USER_INPUT'],
        [JSON.stringify({ query: '{' }), 'GRAPHQL_PARSE_FAILED'],
        [JSON.stringify({ query: '{ nothing }' }), 'GRAPHQL_VALIDATION_FAILED'],
        [JSON.stringify({ query: `{ ${'a:__typename '.repeat(30_000)} }` }), 'GRAPHQL_PARSE_FAILED'],
      ];
      for (const [body, code] of bodies) {
        const answer = await post(body, withToken());
        assert.equal(answer.code, code, `Of ${body.slice(0, 30)}`);
      }
    });

    clause('refuses a body that is too large, and lives on', async () => {
      // The answer may come before the body is sent, and the connection end with it.
      const answer = await post(' '.repeat(64 * 1024 * 1024), withToken()).catch(() => undefined);
      if (answer) assert.deepEqual(answer, { status: 413, code: 'BAD_USER_INPUT' });
      assert.equal((await service().health()).status, 'ready');
    });
  });
}
