import type { RecordedEvent } from '../execution-event.js';
import { toError } from './to-execution.js';

/** An event as the graph tells it. */
export function toEvent({ type, at, ...event }: RecordedEvent): Readonly<Record<string, unknown>> {
  const told = { __typename: type, ...event, at: at.toISOString() };
  if ('error' in event) return { ...told, error: toError(event.error) };
  // The text of one that was erased is there no more.
  return type === 'TextDelta' ? { text: '', ...told } : told;
}
