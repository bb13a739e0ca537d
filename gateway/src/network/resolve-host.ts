import { Resolver } from 'node:dns/promises';

/** The addresses of a name, IPv4 first; none when it has none or nobody answers. */
export type HostResolver = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

export interface HostResolverOptions {
  /** How long one question may take, in milliseconds. @default 2000 */
  readonly timeoutMs?: number;
  /** How often a question is asked. @default 2 */
  readonly tries?: number;
}

/**
 * Asks the name servers of the machine. `dns.lookup` is not used: it would read `/etc/hosts`, which names the inside,
 * and it holds a thread of the pool for as long as a hostile name server likes.
 */
export function createHostResolver({ timeoutMs = 2_000, tries = 2 }: HostResolverOptions = {}): HostResolver {
  return async (name, signal) => {
    signal.throwIfAborted();
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
      signal.throwIfAborted();
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}
