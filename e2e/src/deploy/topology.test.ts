import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPostgres, finished, piece } from '@sluice/gateway/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { until } from '../testing/listen.js';
import { type Site, startSite } from '../testing/start-site.js';
import { freePort, ROOT, type Sluice } from '../testing/start-sluice.js';
import { containerOf, DEPLOY } from './testing/read-files.js';

const CONFIG = join(DEPLOY, 'haproxy.cfg');
const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;
const postgres = await findPostgres();
const missing = [...(postgres ? [] : ['postgres server']), ...(hasHaproxy ? [] : ['haproxy'])];
const title = 'two gateways, two workers and the balancer of deploy/';

(missing.length === 0 ? describe : describe.skip)(
  missing.length === 0 ? title : `LEFT OUT, no ${missing.join(', no ')}: ${title}`,
  () => {
    let site: Site;
    let gateways: Sluice[];
    let workers: Sluice[];
    let balancer: ChildProcess;
    let balancerUrl: string;
    let folder: string;
    beforeAll(async () => {
      site = await startSite(postgres!);
      const first = await site.start('gateway');
      const others = await Promise.all([site.start('gateway'), site.start('worker'), site.start('worker')]);
      gateways = [first, others[0]];
      workers = others.slice(1);
      const port = await freePort();
      balancerUrl = `http://127.0.0.1:${port}`;
      folder = mkdtempSync(join(tmpdir(), 'sluice-balancer-'));
      writeFileSync(join(folder, 'haproxy.cfg'), localConfig(port, gateways));
      balancer = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
      const status = async () => (await fetch(`${balancerUrl}/graphql`).catch(() => null))?.status ?? 503;
      await until(async () => (await status()) !== 503, 60_000);
    }, 90_000);
    afterAll(async () => {
      balancer?.kill('SIGKILL');
      await site?.[Symbol.asyncDispose]();
      await postgres?.[Symbol.asyncDispose]();
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    it('the configuration of the balancer is one', () => {
      expect(execFileSync('haproxy', ['-c', '-f', CONFIG], { encoding: 'utf8' })).toContain('valid');
    });

    it.each(['gateway', 'worker'])('the probes of the %s ask for what it answers', async (name) => {
      const { args = [], ...container } = containerOf(name);
      const sluice = name === 'gateway' ? gateways[0]! : workers[0]!;
      expect(args.slice(0, 3)).toEqual(['serve', '--role', name]);
      for (const kind of ['startup', 'readiness', 'liveness']) {
        const probe = container[`${kind}Probe`];
        expect(probe?.httpGet.port).toBe(container.ports[0]?.name);
        expect((await fetch(`${sluice.url}${probe?.httpGet.path}`)).status).toBe(200);
      }
    });

    it('the balancer keeps metrics and health to those within', async () => {
      for (const path of ['/metrics', '/METRICS', '/health', '/health/ready', '/health/live'])
        expect((await fetch(`${balancerUrl}${path}`)).status).toBe(404);
    });

    it('what is followed through the balancer goes on at the other gateway when one is killed', async () => {
      const key = gateways[0]!.keys()['developer'] ?? '';
      const env = { PATH: process.env['PATH'], SLUICE_URL: balancerUrl, SLUICE_API_KEY: key };
      const args = ['submit', 'generation', 'Tell me a story.', '--watch'];
      const watching = spawn(process.execPath, [join(ROOT, 'gateway/bin/sluice.js'), ...args], { env });
      let text = '';
      watching.stdout.on('data', (chunk) => (text += String(chunk)));
      const ended = new Promise((resolve) => watching.once('close', resolve));
      const subscription = await site.upstream.subscription(0);
      const words = Array.from({ length: 50 }, (_, index) => `word ${index} `);
      const tell = (word: string) => subscription.tell(piece(word));
      for (const word of words.slice(0, 25)) tell(word);
      const readers = async () => Promise.all(gateways.map(countReaders));
      await until(async () => (await readers()).includes(1));
      await gateways[(await readers()).indexOf(1)]!.kill();
      for (const word of words.slice(25)) tell(word);
      subscription.tell(finished(words.join('')));
      subscription.complete();
      expect(await ended).toBe(0);
      expect(text).toBe(`${words.join('')}\n`);
    }, 60_000);
  },
);

/** The configuration as it stands, with addresses of this machine. */
function localConfig(port: number, gateways: readonly Sluice[]): string {
  const text = readFileSync(CONFIG, 'utf8')
    .replace('bind :4000', `bind 127.0.0.1:${port}`)
    .replace(' port 4000 resolvers names', '');
  return gateways.reduce(
    (config, { url }, index) => config.replace(`gateway-${index + 1}:4000`, new URL(url).host),
    text,
  );
}

async function countReaders({ url }: Sluice): Promise<number> {
  const text = await fetch(`${url}/metrics`).then(
    (response) => response.text(),
    () => '',
  );
  return Number(/^sluice_gateway_subscriptions(?:\{.*\})? (\d+)/m.exec(text)?.[1] ?? 0);
}
