import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();
let isListening = false;

/** A process of ours does not outlive us, however we end. */
export function endWithUs(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (!isListening) {
    isListening = true;
    process.once('exit', () => running.forEach((one) => one.kill('SIGKILL')));
  }
  return child;
}
