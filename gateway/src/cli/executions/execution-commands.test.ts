import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { type ExecutionSite, startSite } from '../../executions/testing/execution-site.js';
import { answerTexts, piece, finished, started, writeAll } from '../../executions/testing/generation.js';
import { expectSoon } from '../../storage/testing/expect-soon.js';
import { freePort } from '../../testing/free-port.js';
import type { TestGateway } from '../../testing/start-test-gateway.js';
import { runCli } from '../run-cli.js';

let site: ExecutionSite;
let gateway: TestGateway;
let port: number;

beforeAll(async () => {
  site = await startSite(null);
  port = await freePort();
  // One runs executions, and the other one, which may be stopped, is asked.
  await site.start();
  gateway = await site.start({ concurrency: 0 }, { server: { port } });
  site.upstream.answer(answerTexts);
}, 60_000);
afterAll(async () => site?.[Symbol.asyncDispose]());

/** A command that runs, and what it has printed so far. */
function begin(args: readonly string[], { key = site.keys.developer, isTTY = false } = {}) {
  const printed = { stdout: '', stderr: '' };
  const leaving = new AbortController();
  const exitCode = runCli(args, {
    environment: { SLUICE_URL: gateway.url, SLUICE_API_KEY: key, NO_COLOR: '1' },
    cwd: '/',
    nodeVersion: '20.20.2',
    stdout: { isTTY, write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
    signal: leaving.signal,
    atExit: () => {},
  });
  return { printed, exitCode, leave: () => leaving.abort() };
}

async function run(args: readonly string[], options?: Parameters<typeof begin>[1]) {
  const { printed, exitCode } = begin(args, options);
  return { exitCode: await exitCode, ...printed };
}

const STORY = ['Once ', 'upon ', 'a time.'];

it('submits and prints the id; watching it prints the text, and what happened beside it', async () => {
  site.upstream.onSubscription((subscription) => writeAll(subscription, STORY));
  const submitted = await run(['submit', 'generation', 'Tell me a story.', '--label', 'page=home']);
  expect(submitted).toMatchObject({ exitCode: 0, stderr: '' });
  const id = submitted.stdout.trim();
  const watched = await run(['watch', id]);
  expect(watched).toMatchObject({ exitCode: 0, stdout: 'Once upon a time.\n' });
  expect(watched.stderr).toMatch(/^queued\nstarted\nattempt 1\ngeneration done in \d+ ms\n1 call done\nsucceeded\n$/);
  const listed = await run(['executions', '--label', 'page=home']);
  expect(listed.stdout).toMatch(
    new RegExp(`^ID +KIND +STATUS +ATTEMPT +CREATED +FINISHED +ERROR\\n${id} +generation +SUCCEEDED +1 `),
  );
});

it('prints the result where there is no text, and what there is as JSON', async () => {
  const args = ['submit', 'embeddings', '--input', '{"content":"A text."}', '--watch'];
  const { exitCode, stdout } = await run(args);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ __typename: 'Embedding', vector: [1, 2.5], dimensions: 2 });
  const told = await run([...args, '--json']);
  const events = told.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { number: number });
  expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)).toMatchObject({ __typename: 'ExecutionSucceeded' });
});

it('runs a document with variables', async () => {
  const document = 'query ($content: String!) { text(content: $content) { language { code } } }';
  const { exitCode, stdout } = await run(['submit', 'operation', document, '--variables', '{"content":"A"}', '-w']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ response: { data: { text: { language: { code: 'en' } } } } });
});

it('goes on where it was when the gateway comes back', async () => {
  site.upstream.forget();
  site.upstream.onSubscription((subscription) => subscription.tell(started));
  const watching = begin(['submit', 'generation', 'Tell me a story.', '--watch'], { isTTY: true });
  const subscription = await site.upstream.subscription(0);
  subscription.tell(piece('Before, '));
  await expectSoon(() => watching.printed.stdout === 'Before, ');
  await site.stop(gateway);
  subscription.tell(piece('meanwhile '));
  await expectSoon(() => watching.printed.stderr.includes('The gateway was lost'));
  gateway = await site.start({ concurrency: 0 }, { server: { port } });
  subscription.tell(piece('and after.'));
  subscription.tell(finished('Before, meanwhile and after.'));
  subscription.complete();
  expect(await watching.exitCode).toBe(0);
  expect(watching.printed.stdout.replaceAll('\n', '')).toBe('Before, meanwhile and after.');
}, 30_000);

it('leaves it running, and tells how to come back; cancelling it ends whoever watches', async () => {
  site.upstream.forget();
  site.upstream.onSubscription((subscription) => {
    subscription.tell(started);
    subscription.tell(piece('begun'));
  });
  const watching = begin(['submit', 'generation', 'Hello', '--watch'], { isTTY: true });
  await expectSoon(() => watching.printed.stdout === 'begun');
  watching.leave();
  expect(await watching.exitCode).toBe(130);
  const [, id = '', after = ''] = /sluice watch (\S+) --after (\d+)/.exec(watching.printed.stderr) ?? [];
  expect(site.upstream.open).toBe(1);
  const again = begin(['watch', id, '--after', after]);
  expect(await run(['cancel', id])).toMatchObject({ exitCode: 0, stdout: `${id} CANCELLED\n` });
  expect(await again.exitCode).toBe(3);
  expect(again.printed.stdout).toBe('');
});

it('tells what failed, by its exit code too', async () => {
  site.upstream.answer(() => ({ errors: [{ message: 'No.', extensions: { code: 'CONTENT_REFUSED' } }] }));
  const { exitCode, stderr } = await run(['submit', 'embeddings', 'A text.', '--attempts', '1', '--watch']);
  site.upstream.answer(answerTexts);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/failed: .+ \([A-Z_]+\)\n$/);
});

it.each([
  [['submit', 'embeddings'], 2, 'Give the input: a text, or --input with JSON.'],
  [['submit', 'embeddings', '--input', '[1]'], 2, '--input: expected a JSON object.'],
  [['submit', 'embeddings', '--input', '@/none.json'], 2, '/none.json cannot be read: ENOENT.'],
  [['submit', 'nothing', 'A'], 1, 'nothing'],
  [['watch', '00000000-0000-0000-0000-000000000000'], 1, 'There is no such execution. (NOT_FOUND)'],
  [['cancel', 'none'], 1, 'There is no such execution. (NOT_FOUND)'],
  [['executions', '--status', 'over'], 1, 'OVER'],
])('%j is refused in words', async (args, code, message) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n +at /);
});

it('tells that a key is not taken', async () => {
  const key = 'slc_dev_wrong';
  expect(await run(['watch', '00000000-0000-0000-0000-000000000000'], { key })).toMatchObject({
    exitCode: 1,
    stderr: 'The API key is not taken (401).\n',
  });
});
