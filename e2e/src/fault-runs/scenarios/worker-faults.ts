import { setTimeout as sleep } from 'node:timers/promises';

import { openCluster } from '../parts/site.js';
import { createDisturbed } from '../run-round.js';

const RESTART_MS = [0, 2_000] as const;

/** A worker is gone without a word, and comes back as a new one. */
export const workerKilled = createDisturbed({
  name: 'worker-killed',
  title: 'SIGKILL of one of two workers',
  open: (folder) => openCluster(folder, { gateways: 1, workers: 2 }),
  async disturb({ workers }, random) {
    const worker = random.pick(workers);
    await worker.kill();
    await sleep(random.between(...RESTART_MS));
    await worker.start();
    return [];
  },
});

/** Until what it held was given to another, whatever happens: a heartbeat, and the time to notice. */
const STOPPED_MS = [15_000, 30_000] as const;
/** What it may still try to write when it goes on. */
const ZOMBIE_MS = 1_500;

/** A worker stands still for longer than its heartbeat, and goes on as if nothing had been. */
export const workerStopped = createDisturbed({
  name: 'worker-stopped',
  title: 'SIGSTOP of one of two workers for 15 to 30 s, then SIGCONT',
  open: (folder) => openCluster(folder, { gateways: 1, workers: 2 }),
  async disturb({ workers }, random) {
    const worker = random.pick(workers);
    worker.signal('SIGSTOP');
    await sleep(random.between(...STOPPED_MS));
    worker.signal('SIGCONT');
    await sleep(ZOMBIE_MS);
    return [];
  },
});
