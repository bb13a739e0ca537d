import { setTimeout as sleep } from 'node:timers/promises';

import { ask, type Asked } from './ask-gateway.js';
import type { FaultGateway, FaultModel } from './fault-gateway.js';
import { until } from './listen.js';
import { countsOf, type FaultRow } from './fault-table.js';
import { blackHole } from './faulty-upstream/connection-faults.js';
import { stallAfter } from './faulty-upstream/stream-faults.js';

/** When the caller leaves: before the first target has answered, or after a piece of a stream has arrived. */
export type Leaves = 'before an answer' | 'during the stream';

/** Asks, leaves, and tells what became of the work. */
export async function leaveEarly(
  gateway: FaultGateway,
  { model, asked, leaves }: { readonly model: FaultModel; readonly asked: Asked; readonly leaves: Leaves },
): Promise<FaultRow> {
  const pair = gateway.pairs[model];
  pair.first.beginAlways(leaves === 'before an answer' ? blackHole : stallAfter(2));
  pair.second.begin();
  const before = await countAttempts(gateway);
  const leaving = new AbortController();
  const answer = ask(gateway, { model, asked, signal: leaving.signal });
  if (leaves === 'during the stream') await untilRead(await answer, '"text":"first"');
  await until(() => pair.first.requests.length > 0);
  leaving.abort();
  await answer.then((response) => response.body?.cancel()).catch(() => {});
  const counts = await countsOf(pair);
  const attempts = await newAttempts(gateway, before);
  return { asked, fault: `the caller leaves ${leaves}`, answer: '', attempts, ...counts, text: '' };
}

async function untilRead({ body }: Response, part: string): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of (body ?? new ReadableStream()).values({ preventCancel: true })) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.includes(part)) return;
  }
  throw new Error(`The stream ended without ${part}: ${text}`);
}

/** Nobody is there to be told of the attempts any more: the gateway counts them. */
async function countAttempts({ sluice }: FaultGateway): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${sluice.url}/metrics`, {
    headers: { authorization: `Bearer ${sluice.keys()['admin']}` },
  });
  const lines = (await response.text()).matchAll(/^\w+attempts_total\{(.*)\} (\d+)$/gm);
  return new Map([...lines].map(([, labels = '', count]) => [labels, Number(count)]));
}

async function newAttempts(gateway: FaultGateway, before: ReadonlyMap<string, number>): Promise<string> {
  const end = performance.now() + 5_000;
  while (performance.now() < end) {
    const now = await countAttempts(gateway);
    const more = [...now].filter(([labels, count]) => count > (before.get(labels) ?? 0));
    if (more.length > 0) return more.map(([labels]) => describe(labels)).join(' → ');
    await sleep(10);
  }
  return 'none';
}

const describe = (labels: string): string => {
  const valueOf = (label: string) => new RegExp(`${label}="([^"]*)"`).exec(labels)?.[1];
  return `${valueOf('service')?.endsWith('-second') ? 'second' : 'first'} ${valueOf('outcome')}`;
};
