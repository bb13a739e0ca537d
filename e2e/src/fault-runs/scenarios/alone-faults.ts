import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';

import { ROOT } from '../../testing/start-sluice.js';
import { endWithUs } from '../parts/end-with-us.js';
import { type Alone, openAlone } from '../parts/site.js';
import { createDisturbed } from '../run-round.js';

/** Everything is gone at once; what was accepted stands in the folder. */
export const aloneKilled = createDisturbed({
  name: 'alone-killed',
  title: 'SIGKILL of one process with its embedded database, started again on its folder',
  open: openAlone,
  async disturb({ sluice }, random) {
    await sluice.kill();
    await sleep(random.between(0, 1_000));
    await sluice.start();
    return [];
  },
});

/** The service dies in the middle of work, and its supervisor starts it again. */
export const serviceKilled = createDisturbed({
  name: 'service-killed',
  title: 'SIGKILL of the service, which is started again',
  open: openAlone,
  isServiceWell: false,
  async disturb({ sluice }) {
    process.kill(sluice.current.servicePid('slow-service'), 'SIGKILL');
    return [];
  },
});

/** A second process is started on a folder that is in use: it is refused, and the first one is not disturbed. */
export const folderTwice = createDisturbed({
  name: 'folder-twice',
  title: 'The data folder opened by a second process, which is refused',
  open: openAlone,
  disturb: openAgain,
});

const REFUSED_MS = 30_000;

async function openAgain({ dataDir, sluice }: Alone): Promise<readonly string[]> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PORT: '0', SLUICE_DATA_DIR: dataDir };
  const command = [join(ROOT, 'gateway/bin/sluice.js'), 'serve'];
  const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  endWithUs(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), REFUSED_MS);
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  clearTimeout(timer);
  const wrong = child.exitCode === 1 ? [] : [`the second process ended with ${child.exitCode}, expected 1`];
  const names = said.includes(String(sluice.current.process.pid));
  return names ? wrong : [...wrong, `the second process does not name the first: ${said.slice(0, 300)}`];
}
