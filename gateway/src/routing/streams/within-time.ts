import { ServiceError } from '@sluice/schema';

/** How long a service may be silent, and what its silence is called. */
export interface Silence {
  readonly ms: number;
  readonly kind: 'FIRST_TOKEN' | 'IDLE';
}

/** @throws ServiceError `PROVIDER_TIMEOUT` where what is waited for takes too long; `giveUp` is called then */
export async function withinTime<Result>(
  waiting: Promise<Result>,
  { ms, kind }: Silence,
  giveUp: () => void,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const what = kind === 'FIRST_TOKEN' ? 'did not begin its output in time' : 'fell silent within its output';
      const phase = kind === 'FIRST_TOKEN' ? 'DISPATCHED' : 'STREAMING';
      reject(new ServiceError('PROVIDER_TIMEOUT', `A service ${what}.`, { kind, phase, outcomeUnknown: true }));
    }, ms);
  });
  try {
    return await Promise.race([waiting, late]);
  } catch (error) {
    giveUp();
    // What was waited for ends by that; nobody hears it any more.
    waiting.catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
