import { ServiceError } from '@sluice/schema';

import type { ExecutionEvent } from './execution-event.js';

/** Which attempt writes, and from where. */
export interface AttemptPlace {
  readonly execution: string;
  readonly attempt: number;
  /** The number of the last event that is written. */
  readonly after: number;
}

/** What an attempt has told, on its way into the table. */
export interface AttemptStream extends AttemptPlace {
  after: number;
  pending: ExecutionEvent[];
  /** What is being written; after a failure the same is sent again, since it may have been written. */
  sending: readonly ExecutionEvent[];
  /** How much of both there is. */
  size: number;
  /** Why it may not write any more. */
  lost: ServiceError | null;
  readonly onLost: (reason: ServiceError) => void;
  readonly drained: (() => void)[];
}

/** What one attempt may have waiting while the store is away, in characters. */
const MAX_SIZE = 4_000_000;
const EVENT_SIZE = 100;

export function openStream(place: AttemptPlace, onLost: AttemptStream['onLost']): AttemptStream {
  return { ...place, pending: [], sending: [], size: 0, lost: null, onLost, drained: [] };
}

export const hasMore = ({ pending, sending, lost }: AttemptStream) => !lost && pending.length + sending.length > 0;

/** Pieces of text that follow each other become one event. */
export function addEvent(stream: AttemptStream, event: ExecutionEvent): void {
  if (stream.lost) return;
  const last = stream.pending.at(-1);
  stream.size += sizeOf(event);
  if (event.type === 'TextDelta' && last?.type === 'TextDelta') {
    stream.pending[stream.pending.length - 1] = { type: 'TextDelta', text: last.text + event.text };
  } else {
    stream.pending.push(event);
  }
  if (stream.size > MAX_SIZE)
    loseStream(stream, new ServiceError('OVERLOADED', 'More is written than the store takes.'));
}

const sizeOf = (event: ExecutionEvent) => (event.type === 'TextDelta' ? event.text.length : EVENT_SIZE);

/** Takes what waits into what is being written, unless that is to be sent again first. */
export function takePending(stream: AttemptStream): void {
  if (stream.sending.length > 0) return;
  stream.sending = stream.pending;
  stream.pending = [];
}

/** What was being written stands in the table. */
export function noteWritten(stream: AttemptStream): void {
  stream.after += stream.sending.length;
  stream.sending = [];
  stream.size = stream.pending.reduce((size, event) => size + sizeOf(event), 0);
}

export function loseStream(stream: AttemptStream, reason: ServiceError, { isTold = true } = {}): void {
  if (stream.lost) return;
  stream.lost = reason;
  if (isTold) stream.onLost(reason);
}

/** Tells those who wait that nothing is left to be written. */
export function settleStream(stream: AttemptStream): void {
  if (!hasMore(stream)) stream.drained.splice(0).forEach((resolve) => resolve());
}
