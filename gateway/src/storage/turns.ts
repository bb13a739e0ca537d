/** Runs a task when all that were handed in before it have ended, well or not. */
export type Turns = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** One thing at a time, in the order of the calls. Nobody is turned away: who calls has a bound of its own. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  };
}
