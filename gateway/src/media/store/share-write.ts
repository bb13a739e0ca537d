/**
 * Runs a write unless the same one is running, and then waits for that. When the other one fails, it may have been for
 * its own reasons (its caller left), so it is tried again.
 *
 * @param writing the writes that are running
 */
export async function shareWrite<Result>(
  writing: Map<string, Promise<Result>>,
  key: string,
  write: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  for (let running = writing.get(key); running; running = writing.get(key)) {
    try {
      return await running;
    } catch {
      signal.throwIfAborted();
    }
  }
  const own = write().finally(() => writing.delete(key));
  writing.set(key, own);
  return own;
}
