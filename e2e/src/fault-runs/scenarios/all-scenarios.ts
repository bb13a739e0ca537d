import type { Scenario } from '../scenario.js';
import { aloneKilled, folderTwice, serviceKilled } from './alone-faults.js';
import { askedToEnd, gatewayKilled } from './gateway-faults.js';
import { overload } from './overload.js';
import { postgresAway, postgresRestarted, redisKilled } from './store-faults.js';
import { workerKilled, workerStopped } from './worker-faults.js';

/** In the order of the table. */
export const allScenarios: readonly Scenario[] = [
  workerKilled,
  gatewayKilled,
  aloneKilled,
  serviceKilled,
  workerStopped,
  postgresRestarted,
  postgresAway,
  redisKilled,
  askedToEnd,
  overload,
  folderTwice,
];
