import { randomUUID } from 'node:crypto';

import { WebSocket } from 'ws';

/** What one client was told. */
export interface Reading {
  /** Whether every event came, once and in order. */
  readonly isWhole: boolean;
  readonly events: number;
  /** From the service to the client, in milliseconds. */
  readonly delays: readonly number[];
}

const query = `subscription ($input: GenerateInput!, $key: ID!) {
  generate(input: $input, idempotencyKey: $key) { ... on GenerationDelta { text } }
}`;

interface Message {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly generate?: { readonly text: string } } };
}

/** Subscribes over a WebSocket of its own, and reads until the end. */
export async function readEvents(url: string, key: string, expected: number): Promise<Reading> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  const delays: number[] = [];
  let isInOrder = true;
  socket.once('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
  const variables = { input: { messages: [{ role: 'USER', content: 'x' }] }, key: randomUUID() };
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as Message;
      if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: { query, variables } });
      if (type === 'complete' || type === 'error') socket.close();
      if (type !== 'next') return;
      const [number, toldAt = '0'] = (payload?.data?.generate?.text ?? '').split(' ');
      isInOrder &&= number === String(delays.length);
      delays.push(Number(process.hrtime.bigint() - BigInt(toldAt)) / 1e6);
    });
  });
  return { isWhole: isInOrder && delays.length === expected, events: delays.length, delays };
}
