const preload = `
import { isMainThread } from 'node:worker_threads';
if (!isMainThread) throw new Error('The contract broke this thread.');
`;

/** The environment of a process whose worker threads die before they have loaded anything. */
export const BROKEN_THREADS: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}`,
};
