import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { createConnectionGuard } from '../network/connection-guard.js';
import { createWebhookAgent, sendMessage } from './send-message.js';
import { type Receiver, startReceiver } from './testing/start-receiver.js';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(async () => receiver[Symbol.asyncDispose]());

const message = { id: 'message', body: '{}' };

async function send(url: string, guard: ReturnType<typeof createConnectionGuard>) {
  const dispatcher = createWebhookAgent(guard, 300);
  const { signal } = new AbortController();
  const outcome = await sendMessage(message, { dispatcher, url, headers: {}, timeoutMs: 300, signal });
  await dispatcher.destroy();
  return outcome;
}

it('connects to nothing inside, whatever a name resolves to by now', async () => {
  const answers = [['93.184.216.34'], ['127.0.0.1']];
  const guard = createConnectionGuard({ allow: [], resolveHost: async () => answers.shift() ?? [] });
  // When the webhook was made, the name was that of a public address.
  await guard.check('hooks.example.com');
  const { port } = new URL(receiver.url);
  expect(await send(`http://hooks.example.com:${port}/`, guard)).toMatchObject({ failure: 'ADDRESS_REFUSED' });
  expect(await send(receiver.url, guard)).toMatchObject({ failure: 'ADDRESS_REFUSED' });
  expect(receiver.received).toEqual([]);
});

it('tells what came of it', async () => {
  const guard = createConnectionGuard({ allow: ['127.0.0.1'] });
  receiver.answer(202, 429, 0);
  expect(await send(receiver.url, guard)).toEqual({ kind: 'delivered', httpStatus: 202 });
  expect(await send(receiver.url, guard)).toMatchObject({ failure: 'STATUS', httpStatus: 429 });
  expect(await send(receiver.url, guard)).toMatchObject({ failure: 'TIMEOUT', httpStatus: null });
  expect(await send('http://127.0.0.1:9/', guard)).toMatchObject({ failure: 'UNREACHABLE' });
});
