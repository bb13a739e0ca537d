import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import type { TestGateway } from '../../testing/start-test-gateway.js';
import type { Upstream } from '../../testing/start-upstream.js';
import { codesOf, embed, embedding, failing, startTwoTargets, type TwoTargets } from './testing/two-targets.js';

let targets: TwoTargets;
let first: Upstream;
let second: Upstream;
let gateway: TestGateway;

beforeAll(async () => {
  targets = await startTwoTargets();
  ({ first, second, gateway } = targets);
});

afterEach(() => {
  first.forget();
  second.forget();
});

afterAll(async () => {
  await targets[Symbol.asyncDispose]();
});

const well = embedding('test-model');

describe('A call whose answer depends on the model', () => {
  it('is never answered by another model', async () => {
    first.answer(failing('PROVIDER_AUTH_FAILED'));
    second.answer(well);
    const response = await gateway.query(embed('strict'), { contents: ['one'] });
    expect(codesOf(response)).toEqual(['PROVIDER_AUTH_FAILED']);
    expect(second.requests).toHaveLength(0);
  });

  it('is, where the caller named an alias whose route allows it', async () => {
    first.answer(failing('PROVIDER_AUTH_FAILED'));
    second.answer(embedding('other-model'));
    const response = await gateway.query(embed('mixed'), { contents: ['one'] });
    expect(response.data).toEqual({ texts: [{ embedding: { dimensions: 3, model: 'other-model' } }] });
    expect(second.requests[0]?.body.query).toContain('"other-model"');
  });

  it('is not even then where another of its list has the first model', async () => {
    first.answer(embedding('test-model', 'PROVIDER_AUTH_FAILED'));
    second.answer(embedding('other-model'));
    const response = await gateway.query(embed('mixed'), { contents: ['one', 'bad'] });
    expect(response.data).toEqual({
      texts: [{ embedding: { dimensions: 3, model: 'test-model' } }, { embedding: null }],
    });
    expect(second.requests).toHaveLength(0);
  });
});

describe('A service that has not told yet what it offers', () => {
  it('is waited for by calls that are meant for its model, and by no others', async () => {
    const { registry } = gateway.gateway;
    const known = registry.instances().find(({ service }) => service === 'first')!;
    registry.update({ ...known, state: 'DOWN', capabilities: null });
    second.answer(embedding('other-model'));
    const meant = await gateway.query(embed(), { contents: ['one'] });
    expect(meant.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterMs: 2_000 } }]);
    const unheard = await gateway.query(embed('unheard-of'), { contents: ['one'] });
    expect(codesOf(unheard)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(second.requests).toHaveLength(0);
    const named = await gateway.query(embed('other-model'), { contents: ['one'] });
    expect(named.data).toEqual({ texts: [{ embedding: { dimensions: 3, model: 'other-model' } }] });
    registry.update(known);
  });
});

describe('A model that nobody offers', () => {
  it('is told at once, and nobody is asked', async () => {
    const response = await gateway.query(embed('unheard-of'), { contents: ['one'] });
    expect(response.errors).toMatchObject([{ extensions: { code: 'MODEL_NOT_FOUND' } }]);
    expect([...first.requests, ...second.requests]).toEqual([]);
  });
});
