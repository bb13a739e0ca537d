import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a process have one part in ten of the time, so that what it writes is long in coming; until disposed of. */
export function slowDown(pid: number): Disposable {
  let isOver = false;
  /** False when there is no such process any more. */
  const signal = (name: NodeJS.Signals): boolean => {
    try {
      return process.kill(pid, name);
    } catch {
      return false;
    }
  };
  async function takeTurns(): Promise<void> {
    while (!isOver && signal('SIGSTOP')) {
      await sleep(90);
      if (isOver || !signal('SIGCONT')) return;
      await sleep(10);
    }
  }
  void takeTurns();
  return {
    [Symbol.dispose]() {
      isOver = true;
      signal('SIGCONT');
    },
  };
}
