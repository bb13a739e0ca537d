import { ServiceError } from '@sluice/schema';

/** How long the next word of a service is waited for, and what its absence is called then. */
export interface Patience {
  readonly ms: number;
  readonly kind: keyof typeof TOO_LATE;
}

const TOO_LATE = {
  FIRST_TOKEN: { what: 'did not begin its output in time', phase: 'DISPATCHED' },
  IDLE: { what: 'fell silent within its output', phase: 'STREAMING' },
  TOTAL: { what: 'did not end its output in time', phase: 'STREAMING' },
} as const;

/** @throws ServiceError `PROVIDER_TIMEOUT` where what is waited for takes too long; `giveUp` is called then */
export async function withinTime<Result>(
  waiting: Promise<Result>,
  { ms, kind }: Patience,
  giveUp: () => void,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const { what, phase } = TOO_LATE[kind];
    const giveIn = () =>
      reject(new ServiceError('PROVIDER_TIMEOUT', `A service ${what}.`, { kind, phase, outcomeUnknown: true }));
    // Of a service that always has another word no timer would ever be heard.
    if (ms > 0) timer = setTimeout(giveIn, ms);
    else giveIn();
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
