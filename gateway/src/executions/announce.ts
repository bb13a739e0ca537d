import type { Bus } from '../storage/bus/bus.js';
import type { StoredExecution } from './stored-execution.js';

/** Tells the other processes what they may want to look at. Hints only: nothing is lost with them but time. */
export interface Announcer {
  /** New events stand in the table. */
  events(execution: string): void;
  /** Its status is another one. */
  changed(execution: Pick<StoredExecution, 'id' | 'tenant'>): void;
  /** What runs of it is to stop. */
  stop(execution: string): void;
}

/** Where to listen. */
export const topics = {
  events: (execution: string) => `execution:${execution}`,
  changes: (tenant: string) => `executions:${Buffer.from(tenant).toString('base64url').slice(0, 150)}`,
  stops: 'executions-stop',
};

/** @param onError told of hints that were not taken */
export function createAnnouncer(bus: Pick<Bus, 'publish'>, onError: (error: unknown) => void): Announcer {
  const publish = (topic: string, message: unknown) => void bus.publish(topic, message).catch(onError);
  const events = (execution: string) => publish(topics.events(execution), {});
  return {
    events,
    changed({ id, tenant }) {
      events(id);
      publish(topics.changes(tenant), { id });
    },
    stop: (execution) => publish(topics.stops, { id: execution }),
  };
}
