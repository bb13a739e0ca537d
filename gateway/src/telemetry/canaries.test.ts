import { expect, it } from '@jest/globals';
import { createLogger } from '@sluice/telemetry';
import { WebSocket } from 'ws';

import { createHooks } from '../middleware/create-hooks.js';
import { startTestGateway } from '../testing/start-test-gateway.js';
import { startUpstream } from '../testing/start-upstream.js';

/** Stands in everything that callers, middleware and services say. */
const CANARY = 'canary7c1f';

it('what callers and services say stands in no log line and no metric, on good and failing ways', async () => {
  const lines: string[] = [];
  const logger = createLogger({
    name: 'gateway',
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const hooks = createHooks({
    timeoutMs: 5_000,
    middleware: [
      {
        name: 'breaks',
        onAdmit(_, { state }) {
          if (state.size === 0 && lines.length % 7 === 6) throw new Error(`${CANARY} of the middleware`);
        },
      },
    ],
  });
  await using upstream = await startUpstream('language', 'generation');
  await using gateway = await startTestGateway({ upstream: upstream.url }, { logger, hooks });
  const answers = [
    () => ({ data: { _entities: [{ language: { code: 'en' } }] } }),
    () => ({
      data: null,
      errors: [{ message: `${CANARY} of the service`, extensions: { code: 'INTERNAL', stack: CANARY } }],
    }),
    () => ({ data: { _entities: [{ language: { code: CANARY } }] }, extensions: { secret: CANARY } }),
    () => `<html>${CANARY}</html>`,
    () => ({ data: { _entities: [] }, errors: [{ message: CANARY, path: [CANARY], extensions: { code: CANARY } }] }),
  ];
  const operations: readonly {
    readonly query: string;
    readonly variables?: object;
    readonly operationName?: string;
  }[] = [
    { query: `{ text(content: "${CANARY}") { content language { code } } }` },
    { query: 'query ($t: String!) { text(content: $t) { language { code } } }', variables: { t: CANARY } },
    { query: `{ text(content: "x") { ${CANARY} } }` },
    { query: `{ text(content: "${CANARY}` },
    { query: 'query ($t: String!) { text(content: $t) { content } }', variables: { t: [CANARY] } },
    { query: `{ image(url: "http://${CANARY}.invalid/${CANARY}.png") { url } }` },
    { query: `{ image(url: "data:image/png;base64,${Buffer.from(CANARY).toString('base64')}") { url } }` },
    { query: `mutation { generate(input: { messages: [{ role: USER, content: "${CANARY}" }] }) { model } }` },
    {
      query: `subscription { generate(idempotencyKey: "${CANARY}", input: { messages: [{ role: USER, content: "${CANARY}" }] }) { __typename } }`,
    },
  ];
  const usual = { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}`, 'x-note': CANARY };
  for (const answer of answers) {
    upstream.answer(answer);
    for (const operation of operations) {
      const body = JSON.stringify(operation);
      await fetch(`${gateway.url}/graphql?note=${CANARY}`, { method: 'POST', headers: usual, body });
    }
  }
  for (const authorization of [`Bearer ${CANARY}`, `Basic ${CANARY}`, `Bearer slc_dev_${CANARY}`, CANARY]) {
    await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { ...usual, authorization }, body: '{}' });
  }
  const form = new FormData();
  form.append('file', new Blob([CANARY]), `${CANARY}.png`);
  await fetch(`${gateway.url}/media`, { method: 'POST', headers: { authorization: usual.authorization }, body: form });
  await overWebSocket(gateway.url, { authorization: `Bearer ${CANARY}`, note: CANARY });

  expect(lines.length).toBeGreaterThan(40);
  expect(lines.filter((line) => line.includes(CANARY) || line.includes(gateway.key))).toEqual([]);
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(metrics).not.toContain(CANARY);
});

/** Opens a socket with a payload, and resolves when it is closed. */
async function overWebSocket(url: string, payload: object): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql?note=${CANARY}`, 'graphql-transport-ws');
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}
