/**
 * What it costs to find out who calls, by each kind of credential: CPU of the gateway's process alone, beside that of a
 * caller without one. `npm run identity -w @sluice/bench -- 4000`: requests of each kind, in three rounds, of which the middle one
 * is told.
 */
import { Agent, request as httpRequest } from 'node:http';

import { startGatewayProcess } from './gateway-process.js';
import { startTokenIssuer } from './identity/token-issuer.js';

const PORT = 4197;
const [requests = 4_000] = process.argv.slice(2).map(Number);
const CONCURRENCY = 8;
const WARM_UP = 2_000;
const ROUNDS = 3;
const BODY = JSON.stringify({ query: '{ __typename }' });

await using issuer = await startTokenIssuer();
const config = `
services: [{ name: nothing, url: '${issuer.url}' }]
identity:
  anonymous: { role: viewer }
  issuers:
    - name: bench
      issuer: '${issuer.url}'
      audience: [bench]
      scopes: {}
      introspection: { clientId: gateway, clientSecretFrom: BENCH_SECRET }
`;
await using gateway = await startGatewayProcess(PORT, config, { BENCH_SECRET: 'secret' });

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
const jwt = issuer.signToken();
const kinds: readonly (readonly [name: string, credential: (index: number) => string | null])[] = [
  ['no credential', () => null],
  ['API key', () => gateway.key],
  ['JWT, known', () => jwt],
  ['JWT, new', once(() => issuer.signToken())],
  ['opaque token, known', () => 'known'],
  ['opaque token, new', (index) => `new-${index}`],
];

const micros = new Map<string, number[]>(kinds.map(([name]) => [name, []]));
// Until the compiler has seen everything.
for (const [, credential] of kinds) await run(WARM_UP, credential);
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, credential] of kinds) {
    // Of the tokens that are new, none has been seen before.
    const first = WARM_UP + round * requests;
    const before = gateway.cpuSeconds();
    await run(requests, (index) => credential(first + index));
    micros.get(name)?.push(((gateway.cpuSeconds() - before) / requests) * 1e6);
  }
}
agent.destroy();
const middle = (name: string) => micros.get(name)?.toSorted((one, other) => one - other)[1] ?? Number.NaN;
const none = middle('no credential');
process.stdout.write('CPU of the gateway in µs a request, and how much of it is more than for no credential\n');
for (const [name] of kinds) {
  const [all, more] = [middle(name), middle(name) - none].map((value) => value.toFixed(0).padStart(6));
  process.stdout.write(`${name.padEnd(22)}${all}${more}\n`);
}

/** Made before the measurement: signing is the issuer's work. */
function once(make: () => string): (index: number) => string {
  const made = Array.from({ length: WARM_UP + ROUNDS * requests }, make);
  return (index) => made[index] ?? '';
}

async function run(count: number, credential: (index: number) => string | null): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await send(credential(index));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

function send(credential: string | null): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'content-length': BODY.length,
    ...(credential !== null && { authorization: `Bearer ${credential}` }),
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${gateway.url}/graphql`, { method: 'POST', headers, agent }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`Expected 200, got ${response.statusCode}.`));
      });
    });
    sent.once('error', reject);
    sent.end(BODY);
  });
}
