import { ServiceError } from '@sluice/schema';

export interface GateOptions {
  /** How many may run at once. */
  readonly running: number;
  /** How many may wait for their turn; more are refused. */
  readonly waiting: number;
}

/** Lets only so many run at once; the others wait, up to a bound. */
export interface Gate {
  /** @throws ServiceError `OVERLOADED` when too many wait; the signal's reason when it aborts while waiting */
  run<Result>(task: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
  /** Whether nobody runs or waits. */
  isIdle(): boolean;
}

export function createGate({ running, waiting }: GateOptions): Gate {
  let free = running;
  const queue = new Set<() => void>();
  const enter = (signal: AbortSignal): Promise<void> | void => {
    if (free > 0) return void (free -= 1);
    if (queue.size >= waiting)
      throw new ServiceError('OVERLOADED', 'Too many pictures and sounds come in now.', { retryAfterMs: 1_000 });
    return new Promise((resolve, reject) => {
      const leave = () => void (queue.delete(start) && reject(signal.reason as Error));
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.add(start);
    });
  };
  const exit = () => {
    const [next] = queue;
    // The place goes on to the next one; nobody can take it in between.
    if (next && queue.delete(next)) next();
    else free += 1;
  };
  return {
    async run(task, signal) {
      signal.throwIfAborted();
      await enter(signal);
      try {
        return await task();
      } finally {
        exit();
      }
    },
    isIdle: () => free === running && queue.size === 0,
  };
}

export interface TenantGatesOptions {
  readonly total: GateOptions;
  readonly tenant: GateOptions;
}

/** Runs a task when it is the tenant's turn. */
export type TenantGates = <Result>(tenant: string, task: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;

const BOUNDS: TenantGatesOptions = { total: { running: 16, waiting: 256 }, tenant: { running: 4, waiting: 64 } };

/**
 * One gate for all, behind one for each tenant, so that a tenant whose servers trickle does not keep the others out.
 * What runs holds a whole picture in memory.
 *
 * @param bounds by default 16 run and 256 wait in all, 4 and 64 of a tenant
 */
export function createTenantGates({ total, tenant }: TenantGatesOptions = BOUNDS): TenantGates {
  const all = createGate(total);
  const gates = new Map<string, Gate>();
  return async (name, task, signal) => {
    const own = gates.get(name) ?? createGate(tenant);
    gates.set(name, own);
    try {
      return await own.run(() => all.run(task, signal), signal);
    } finally {
      if (own.isIdle()) gates.delete(name);
    }
  };
}
