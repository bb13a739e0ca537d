import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { startTestGateway } from '../testing/start-test-gateway.js';
import { startUpstreamAt, type Upstream } from '../testing/start-upstream.js';
import { embed, embedding, recordsOf } from './attempts/testing/two-targets.js';

/** Asks for something new again and again until told to stop. */
function load(ask: (contents: string[]) => Promise<{ readonly errors: readonly unknown[] }>, callers: number) {
  let isOver = false;
  const failures: unknown[] = [];
  let done = 0;
  const call = async (caller: number): Promise<void> => {
    for (let turn = 0; !isOver; turn += 1) {
      const { errors } = await ask([`${caller} ${turn}`]);
      failures.push(...errors);
      done += 1;
    }
  };
  const all = Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  return {
    failures,
    done: () => done,
    async stop() {
      isOver = true;
      await all;
    },
  };
}

async function startAt(port: number): Promise<Upstream> {
  const upstream = await startUpstreamAt(port, 'embeddings');
  upstream.answer(embedding('test-model'));
  return upstream;
}

describe('Of two services', () => {
  it('one is killed under load: no caller sees it, and it is asked again when it is back', async () => {
    const first = await startAt(0);
    await using second = await startAt(0);
    const { port } = new URL(first.url);
    await using gateway = await startTestGateway(
      { first: first.url, second: second.url },
      {
        routing: { retries: 1, breaker: { consecutiveFailures: 3, openMs: 100, maxOpenMs: 300 } },
        routes: [{ capability: 'embeddings', targets: [{ service: 'first' }, { service: 'second' }] }],
      },
    );
    const steady = load((contents) => gateway.query(embed(), { contents }), 8);
    const until = async (condition: () => boolean) => {
      for (const before = performance.now(); !condition(); await sleep(10))
        if (performance.now() - before > 20_000) throw new Error('It never came true.');
    };
    await until(() => first.requests.length > 50);
    await first.kill();
    second.forget();
    await until(() => second.requests.length > 100);
    await using back = await startAt(Number(port));
    await until(() => back.requests.length > 50);
    await steady.stop();
    expect(steady.failures).toEqual([]);
    expect(steady.done()).toBeGreaterThan(150);
  });

  it('none is there: a call fails at once, and is told when to come again', async () => {
    const only = await startAt(0);
    await using gateway = await startTestGateway(
      { only: only.url },
      { routing: { retries: 0, breaker: { consecutiveFailures: 2, openMs: 60_000 } } },
    );
    await only.kill();
    const ask = (content: string) => gateway.query(embed(), { contents: [content] });
    await ask('one');
    await ask('two');
    const { errors, ...response } = await ask('three');
    expect(errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    expect(errors[0]?.extensions['retryAfterMs']).toBeGreaterThan(0);
    expect(recordsOf({ errors, ...response })).toEqual([]);
  });
});
