import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { WriteStorySubscription } from './generated/graphql.js';
import { watchServices, writeStory } from './operations.js';
import { RECIPES } from './recipes/all-recipes.js';
import { overWebSocket } from './recipes/graphql-ws.js';
import type { LiveClient, Result } from './recipes/live-client.js';
import { codesOf, listen, until } from './testing/listen.js';
import { describeWithModel, MODEL_FILE, WRITING_SERVICES } from './testing/model-file.js';
import { keepDead } from './testing/keep-dead.js';
import { slowDown } from './testing/slow-down.js';
import { type Sluice, startSluice } from './testing/start-sluice.js';

type Told = Result<WriteStorySubscription>;

const story = (more: { seed?: number; temperature?: number } = {}) => ({
  input: { messages: [{ role: 'USER' as const, content: 'Once upon a time' }], maxTokens: 200, ...more },
  key: randomUUID(),
});

/** As long as the model's window allows, held to it by a grammar. */
const longStory = () => {
  const { input, key } = story();
  const responseSchema = { type: 'array', items: { enum: ['morning', 'evening'] }, minItems: 500, maxItems: 500 };
  return { input: { ...input, maxTokens: 400, responseSchema }, key };
};

const eventsOf = (results: readonly Told[]) => results.flatMap(({ data }) => (data?.generate ? [data.generate] : []));
const piecesOf = (results: readonly Told[]) =>
  eventsOf(results).flatMap((event) => (event.__typename === 'GenerationDelta' ? [event.piece] : []));
const finishedOf = (results: readonly Told[]) =>
  eventsOf(results).find((event) => event.__typename === 'GenerationFinished')?.generation ?? null;

describeWithModel('a frontend', () => {
  let sluice: Sluice;
  const opened = new Set<LiveClient>();
  const endpoint = () => ({ url: sluice.url, key: sluice.keys()['developer'] ?? '' });
  const connect = (name: string) => {
    const client = RECIPES.find(([recipe]) => recipe === name)?.[1](endpoint());
    if (!client) throw new Error(`There is no recipe for ${name}.`);
    opened.add(client);
    return client;
  };
  const connectAll = () => RECIPES.map(([name]) => connect(name));
  /** The value of one of the gateway's gauges. */
  const gauge = async (name: string) => {
    const text = await (await fetch(`${sluice.url}/metrics`)).text();
    return Number(new RegExp(`^sluice_gateway_${name} (\\S+)`, 'm').exec(text)?.[1]);
  };

  /** A whole story, once there is a service that writes one. */
  async function wholeStory() {
    let told: readonly Told[] = [];
    await until(async () => {
      const { results, over } = listen(connect('graphql-ws'), writeStory, story());
      await over;
      told = results;
      // It is refused at once while the service starts.
      if (finishedOf(results) === null) await sleep(200);
      return finishedOf(results) !== null;
    });
    return told;
  }

  /** Stories of all clients whose service dies while it writes. */
  async function interruptedStories() {
    const service = sluice.servicePid('subgraphs/llama');
    using _ = slowDown(service);
    const shared = longStory();
    const stories = connectAll().map((client) => listen(client, writeStory, shared));
    await until(() => stories.every(({ results }) => piecesOf(results).length > 0 || codesOf(results).length > 0));
    process.kill(service, 'SIGKILL');
    const ends = await Promise.all(stories.map(({ over }) => over));
    return { ends, told: stories.map(({ results }) => results) };
  }

  beforeAll(async () => {
    sluice = await startSluice({ config: WRITING_SERVICES, env: { SLUICE_GGUF: MODEL_FILE } });
  }, 120_000);

  afterAll(async () => {
    for (const client of opened) client.close();
    await sluice[Symbol.asyncDispose]();
  });

  it.each(RECIPES)('with %s is told every piece in order, and what other services know of the whole', async (name) => {
    const { results, over } = listen(connect(name), writeStory, story({ seed: 7, temperature: 0.8 }));
    expect(await over).toBeNull();
    expect(codesOf(results)).toEqual([]);
    expect(eventsOf(results)[0]).toMatchObject({ __typename: 'GenerationStarted', model: 'stories260K' });
    expect(piecesOf(results).length).toBeGreaterThan(10);
    const finished = finishedOf(results);
    expect(finished?.text.content).toBe(piecesOf(results).join(''));
    expect(finished?.text).toMatchObject({ embedding: { dimensions: 512 }, language: { code: 'en' } });
    expect(results).toHaveLength(piecesOf(results).length + 2);
  });

  it('follows one generation by its key, whichever way it comes', async () => {
    const shared = story({ temperature: 1.5 });
    const told = await Promise.all(
      connectAll().map(async (client) => {
        const { results, over } = listen(client, writeStory, shared);
        expect(await over).toBeNull();
        return { pieces: piecesOf(results), content: finishedOf(results)?.text.content };
      }),
    );
    const [first] = told;
    expect(first?.pieces.length).toBeGreaterThan(10);
    expect(told).toEqual(told.map(() => first));
  });

  it('that is cut off comes back by itself, and finds its generation', async () => {
    const { socket, ...client } = overWebSocket(endpoint());
    opened.add(client);
    const { results: told, over } = listen(client, writeStory, longStory());
    {
      using _ = slowDown(sluice.servicePid('subgraphs/llama'));
      await until(() => piecesOf(told).length > 3);
      socket.terminate();
      await until(() => eventsOf(told).filter(({ __typename }) => __typename === 'GenerationStarted').length > 1);
    }
    expect(await over).toBeNull();
    const again = told.findLastIndex(({ data }) => data?.generate?.__typename === 'GenerationStarted');
    const [before, after] = [piecesOf(told.slice(0, again)), piecesOf(told.slice(again))];
    expect(before.length).toBeGreaterThan(3);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(finishedOf(told)?.text.content).toBe(after.join(''));
  }, 60_000);

  it('that leaves leaves nothing behind', async () => {
    const watching = connectAll().map((client) => listen(client, watchServices, {}));
    await until(() => watching.every(({ results }) => results.length > 0));
    expect(await gauge('subscriptions')).toBe(RECIPES.length);
    for (const { leave } of watching) leave();
    await until(async () => (await gauge('subscriptions')) === 0 && (await gauge('subscription_upstreams')) === 0);
  });

  it('is told what failed in an event, and goes on', async () => {
    const watching = listen(connect('graphql-ws'), watchServices, {});
    const healthOf = () =>
      watching.results.flatMap(({ data }) => (data?.services?.name === 'fasttext' ? [data.services.health] : []));
    await until(() => healthOf().length > 0);
    const shared = story();
    const stories = connectAll().map((client) => listen(client, writeStory, shared));
    {
      using _ = keepDead(() => sluice.servicePid('subgraphs/fasttext'));
      await Promise.all(stories.map(({ over }) => over));
    }
    for (const { results, over } of stories) {
      expect(await over).toBeNull();
      expect(finishedOf(results)?.text).toMatchObject({ embedding: { dimensions: 512 }, language: null });
      expect(['SERVICE_UNAVAILABLE', 'PROVIDER_CONNECTION_FAILED', 'PROVIDER_ERROR']).toContain(codesOf(results)[0]);
    }
    await until(() => healthOf().length > 1 && healthOf().at(-1) === 'READY');
    // What changes quickly is told once: it may have been started again by then.
    const [before, after] = healthOf();
    expect(before).toBe('READY');
    expect(['DOWN', 'STARTING']).toContain(after);
    watching.leave();
  }, 60_000);

  it('is told when the service that writes has died, and the next story is whole', async () => {
    const { ends, told } = await interruptedStories();
    expect(ends).toEqual(ends.map(() => null));
    expect(told.map(codesOf)).toEqual(told.map(() => ['STREAM_INTERRUPTED']));
    expect(finishedOf(await wholeStory())?.text.language).toEqual({ code: 'en' });
  }, 90_000);
});
