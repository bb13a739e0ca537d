import { setTimeout as sleep } from 'node:timers/promises';

import { openCluster } from '../parts/site.js';
import { createDisturbed } from '../run-round.js';

const open = (folder: string) => openCluster(folder, { gateways: 1, workers: 2 });

/** The database ends as an administrator or as a crash ends it, and is there again within two seconds. */
export const postgresRestarted = createDisturbed({
  name: 'postgres-restarted',
  title: 'PostgreSQL restarted, after an orderly end or a crash',
  open,
  async disturb({ postgres }, random) {
    await postgres.stop(random.pick(['fast', 'crash']));
    await sleep(random.between(0, 2_000));
    await postgres.start();
    return [];
  },
});

/** The database is away for longer than a worker may be silent, so that none of them has told of itself. */
export const postgresAway = createDisturbed({
  name: 'postgres-away',
  title: 'PostgreSQL gone for 11 to 14 s, longer than a heartbeat',
  open,
  async disturb({ postgres }, random) {
    await postgres.stop(random.pick(['fast', 'crash']));
    await sleep(random.between(11_000, 14_000));
    await postgres.start();
    return [];
  },
});

/** All hints between the processes are lost for a while. */
export const redisKilled = createDisturbed({
  name: 'redis-killed',
  title: 'SIGKILL of Redis, back within 4 s',
  open,
  async disturb({ redis }, random) {
    await redis.kill();
    await sleep(random.between(0, 4_000));
    await redis.start();
    return [];
  },
});
