import { findPostgres, finished, piece, started } from '@sluice/gateway/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import type { Sluice } from './testing/start-sluice.js';
import { type Site, startSite } from './testing/start-site.js';

const postgres = await findPostgres();
const title = 'processes of one role';

const SUBMIT = `mutation { submit(context: { generation: { messages: [{ role: USER, content: "Hello" }] } }) { id } }`;
const FOLLOW = `subscription ($id: ID!) { execution(id: $id) {
  __typename ... on TextDelta { text } ... on AttemptStarted { number attempt } } }`;

interface Event {
  readonly __typename: string;
  readonly text?: string;
}

(postgres ? describe : describe.skip)(postgres ? title : `LEFT OUT, no postgres server: ${title}`, () => {
  let site: Site;
  let gateway: Sluice;
  const workers: Sluice[] = [];
  beforeAll(async () => {
    site = await startSite(postgres!);
    // The first one makes the tables and the keys that all of them share.
    gateway = await site.start('gateway');
    workers.push(...(await Promise.all([site.start('worker'), site.start('worker')])));
  }, 60_000);
  afterAll(async () => {
    await site?.[Symbol.asyncDispose]();
    await postgres?.[Symbol.asyncDispose]();
  });

  const ask = async (url: string, query: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.keys()['developer']}` };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const body = (await response.json()) as { data?: { submit?: { id: string } } };
    return { status: response.status, body };
  };
  const health = async ({ url }: Sluice) => (await fetch(`${url}/health/ready`)).json();
  const submit = async () => (await ask(gateway.url, SUBMIT)).body.data?.submit?.id ?? '';

  async function follow(id: string, onEvent: (event: Event) => void = () => {}): Promise<readonly Event[]> {
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${gateway.keys()['developer']}` },
    });
    const events: Event[] = [];
    for await (const { data } of client.iterate<{ execution: Event }>({ query: FOLLOW, variables: { id } })) {
      if (data) events.push(data.execution);
      if (data) onEvent(data.execution);
    }
    void client.dispose();
    return events;
  }
  const textOf = (events: readonly Event[]) => events.map(({ text = '' }) => text).join('');

  it('a gateway runs nothing, and a worker takes no operations', async () => {
    expect(await health(gateway)).not.toHaveProperty('executions');
    expect(await health(workers[0]!)).toMatchObject({ status: 'SERVING', executions: 'RUNNING' });
    const { status } = await ask(workers[0]!.url, '{ __typename }');
    expect(status).toBe(404);
    expect((await fetch(`${workers[0]!.url}/`)).status).toBe(404);
  });

  it('a worker that is killed while it writes is followed by another, at the same subscription', async () => {
    site.upstream.forget();
    site.upstream.onSubscription((subscription) => {
      subscription.tell(started);
      subscription.tell(piece('never to end'));
    });
    const id = await submit();
    let following: Promise<readonly Event[]> | undefined;
    await new Promise<void>((resolve) => {
      following = follow(id, ({ __typename }) => void (__typename === 'TextDelta' && resolve()));
    });
    const depth = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(depth).toMatch(/sluice_gateway_open_executions\{state="running"\} 1/);
    // Which of them writes is not known: both are killed, and another one comes.
    await Promise.all(workers.map((worker) => worker.kill()));
    site.upstream.onSubscription((subscription) => {
      subscription.tell(piece('the end'));
      subscription.tell(finished('the end'));
      subscription.complete();
    });
    workers.splice(0, 2, await site.start('worker'));
    const events = (await following) ?? [];
    expect(events.at(-1)?.__typename).toBe('ExecutionSucceeded');
    expect(textOf(events.slice(events.findLastIndex(({ __typename }) => __typename === 'AttemptStarted')))).toBe(
      'the end',
    );
  }, 90_000);

  it('a worker that is told to stop gives what it runs to another one', async () => {
    site.upstream.forget();
    site.upstream.onSubscription((subscription) => {
      subscription.tell(piece('begun '));
    });
    const id = await submit();
    const first = await site.upstream.subscription(0);
    const following = follow(id);
    const next = await site.start('worker');
    const stopping = workers[0]!.interrupt();
    const second = await site.upstream.subscription(1);
    second.tell(piece('whole'));
    second.tell(finished('whole'));
    second.complete();
    expect(await stopping).toBe(0);
    expect(first.isOpen).toBe(false);
    const events = await following;
    expect(events.at(-1)?.__typename).toBe('ExecutionSucceeded');
    await next.kill();
  }, 60_000);
});
