/**
 * Kills a process, and whatever is started in its place, until disposed of: a service whose absence a test looks at is
 * not there again before it has looked.
 *
 * @param find its id; throws while there is none
 */
export function keepDead(find: () => number): Disposable {
  const kill = () => {
    try {
      process.kill(find(), 'SIGKILL');
    } catch {
      // It has not been started again yet.
    }
  };
  process.kill(find(), 'SIGKILL');
  const timer = setInterval(kill, 200);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
