import { setTimeout as sleep } from 'node:timers/promises';

import { openCluster } from '../parts/site.js';
import { createDisturbed } from '../run-round.js';

const RESTART_MS = [0, 2_000] as const;

/** A gateway is gone without a word: its callers come back to the other one, with the last number that they have. */
export const gatewayKilled = createDisturbed({
  name: 'gateway-killed',
  title: 'SIGKILL of one of two gateways; every key submitted to both at once',
  open: (folder) => openCluster(folder, { gateways: 2, workers: 1 }),
  async disturb({ gateways }, random) {
    const gateway = random.pick(gateways);
    await gateway.kill();
    await sleep(random.between(...RESTART_MS));
    await gateway.start();
    return [];
  },
});

/** A process is asked to end while it has streams open, and work to do. */
export const askedToEnd = createDisturbed({
  name: 'asked-to-end',
  title: 'SIGTERM of a gateway or a worker under load, with open streams',
  open: (folder) => openCluster(folder, { gateways: 2, workers: 2 }),
  async disturb({ processes }, random) {
    const one = random.pick(processes);
    const code = await one.end();
    await one.start();
    return code === 0 ? [] : [`${one.name} ended with ${code} when it was asked to`];
  },
});
