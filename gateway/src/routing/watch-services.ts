import type { HealthBook } from './health/health-book.js';
import type { Registry } from './registry.js';

export interface WatchServicesOptions {
  readonly registry: Pick<Registry, 'instances' | 'instance' | 'subscribe'>;
  readonly health: Pick<HealthBook, 'onChange'>;
  /** The shortest time between two words on one service, in milliseconds: a breaker may change often. @default 500 */
  readonly intervalMs?: number;
}

/**
 * Tells the name of each service, then of each that has changed: its state, what it offers, a breaker, a cool-down. How
 * it is now is for the reader to look up. What waits is never more than there are services.
 */
export function watchServices(options: WatchServicesOptions): AsyncIterableIterator<string, undefined> {
  return new ServiceWatch(options);
}

class ServiceWatch implements AsyncIterableIterator<string, undefined> {
  readonly #intervalMs: number;
  readonly #unsubscribe: readonly (() => void)[];
  /** Services of which there is something to tell, in the order in which it happened. */
  readonly #waiting: Set<string>;
  /** Services that were told of a short time ago. */
  readonly #resting = new Map<string, NodeJS.Timeout>();
  #wake: (() => void) | null = null;
  #isOver = false;

  constructor({ registry, health, intervalMs = 500 }: WatchServicesOptions) {
    this.#intervalMs = intervalMs;
    this.#waiting = new Set(registry.instances().map(({ service }) => service));
    const onHealth = (instanceId: string) => {
      const service = registry.instance(instanceId)?.service;
      if (service !== undefined) this.#note(service);
    };
    this.#unsubscribe = [registry.subscribe(({ service }) => this.#note(service)), health.onChange(onHealth)];
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    while (!this.#isOver) {
      const service = [...this.#waiting].find((name) => !this.#resting.has(name));
      if (service !== undefined) return this.#tell(service);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<string, undefined>> {
    this.#isOver = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const rest of this.#resting.values()) clearTimeout(rest);
    this.#wake?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #note(service: string): void {
    this.#waiting.add(service);
    this.#wake?.();
  }

  #tell(service: string): IteratorResult<string, undefined> {
    this.#waiting.delete(service);
    const rest = setTimeout(() => {
      this.#resting.delete(service);
      this.#wake?.();
    }, this.#intervalMs);
    this.#resting.set(service, rest);
    return { done: false, value: service };
  }
}
