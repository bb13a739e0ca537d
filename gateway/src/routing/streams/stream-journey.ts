import { setTimeout as sleep } from 'node:timers/promises';

import { ServiceError } from '@sluice/schema';

import type { UpstreamEvent } from '../../supergraph/subscription/subscription-source.js';
import { type Decision, decide } from '../attempts/decide.js';
import { failedOutcome, type Failure } from '../attempts/failure.js';
import { JourneyError } from '../attempts/journey-error.js';
import { type Journey, lastWord, noteFailure, progressAfter } from '../attempts/journey.js';
import type { CallOutcome } from '../calls/call.js';
import type { RetryBudget } from '../health/retry-budget.js';
import type { Target } from '../target.js';
import type { StreamAttempt, StreamedEvent, StreamRead } from './stream-attempt.js';

export interface StreamJourneyOptions {
  readonly journey: Journey;
  readonly budget: RetryBudget;
  /** Whether the caller is told of the attempts. */
  readonly mayDiagnose: boolean;
  /** From 0 to 1. */
  readonly random: () => number;
  /** The target that a call of the same idempotency key went to; null where there is none. */
  readonly preferred: () => Target | null;
  /** Begins a stream at a target; what goes wrong is told by its `next`. */
  readonly begin: (target: Target, attempt: number) => StreamAttempt;
  /** The event that tells of a new beginning; null where the contract has none. */
  readonly restarted: (target: Target) => UpstreamEvent | null;
  /** The event of a field that came to nothing. */
  readonly failed: (outcome: CallOutcome) => UpstreamEvent;
}

/** A subscription on its way over targets. One `next` at a time. */
export interface StreamJourney {
  /** @returns null after the last event */
  next(): Promise<UpstreamEvent | null>;
  close(): void;
}

/**
 * Reads a stream, and goes on to another target where it fails before its output has begun. What only announces the
 * output is held back until then, so that a caller never sees the beginning of two. Afterwards a stream that breaks off
 * ends with its error, or begins anew elsewhere with an event that says so, where the route allows it.
 */
export function createStreamJourney(options: StreamJourneyOptions): StreamJourney {
  const reader = new StreamReader(options);
  return { next: () => reader.next(), close: () => reader.close() };
}

type FailedRead = Extract<StreamRead, { readonly type: 'FAILED' }>;

class StreamReader {
  readonly #options: StreamJourneyOptions;
  readonly #journey: Journey;
  readonly #controller = new AbortController();
  /** Events that may be passed on. */
  readonly #ready: UpstreamEvent[] = [];
  /** Announcements of an output that has not begun. */
  #held: UpstreamEvent[] = [];
  #current: StreamAttempt | null = null;
  /** How often the current target was asked. */
  #tries = 0;
  /** Whether anything was passed on. */
  #hasOutput = false;
  #isOver = false;

  constructor(options: StreamJourneyOptions) {
    this.#options = options;
    this.#journey = options.journey;
  }

  async next(): Promise<UpstreamEvent | null> {
    const { signal } = this.#controller;
    for (;;) {
      const event = this.#ready.shift();
      if (event) return event;
      if (this.#isOver || signal.aborted) return null;
      const attempt = this.#current ?? this.#openFirst();
      const read = await attempt.next();
      if (signal.aborted) return null;
      if (read.type === 'EVENT') this.#take(read, attempt);
      else if (read.type === 'END') this.#end();
      else await this.#onFailure(read, attempt.target);
    }
  }

  close(): void {
    this.#isOver = true;
    this.#current?.close();
    this.#controller.abort(new ServiceError('CANCELLED', 'Nobody reads the subscription any more.'));
  }

  #openFirst(): StreamAttempt {
    const { itinerary, progress } = this.#journey;
    const target = this.#options.preferred() ?? itinerary.next(progress);
    if (!target) throw itinerary.unavailable();
    return this.#openAt(target, 1);
  }

  #openAt(target: Target, attempt: number): StreamAttempt {
    this.#tries = attempt;
    this.#held = [];
    if (attempt === 1) this.#options.budget.onRequest(target.service);
    return (this.#current = this.#options.begin(target, attempt));
  }

  #take({ event, isAnnouncement, isConclusion }: StreamedEvent, attempt: StreamAttempt): void {
    // What announces a second beginning is the event that tells of it.
    if (isAnnouncement && this.#hasOutput) return;
    if (isAnnouncement && this.#mayFallBack(attempt.target)) {
      this.#held.push(event);
      return;
    }
    if (!isAnnouncement) attempt.onOutput();
    this.#hasOutput = true;
    const isDiagnosed = isConclusion && this.#options.mayDiagnose;
    const told = isDiagnosed ? { ...event, attempts: [...this.#journey.attempts, attempt.record()] } : event;
    this.#ready.push(...this.#held.splice(0), told);
  }

  /** Where nothing else could be tried, nothing is held back for it. */
  #mayFallBack(target: Target): boolean {
    const { itinerary, progress } = this.#journey;
    return itinerary.rules.retries > 0 || itinerary.next(itinerary.leave(progress, target)) !== null;
  }

  #end(): void {
    this.#ready.push(...this.#held.splice(0));
    this.#isOver = true;
  }

  /** @throws ServiceError where the stream broke off, and nothing else can be tried */
  async #onFailure({ failure, isTold }: FailedRead, target: Target): Promise<void> {
    noteFailure(this.#journey, target, { failure, outcome: failedOutcome(failure) });
    const progress = progressAfter(this.#journey, target, failure);
    const next = this.#journey.itinerary.next(progress);
    const decision = this.#decide(failure, target, next !== null);
    if (decision.type === 'GIVE_UP') {
      this.#isOver = true;
      const outcome = lastWord(this.#journey, this.#options.mayDiagnose);
      if (!isTold) throw new JourneyError(outcome);
      this.#ready.push(this.#options.failed(outcome));
    } else if (decision.type === 'RETRY') {
      await sleep(decision.delayMs, undefined, { signal: this.#controller.signal }).catch(() => {});
      if (!this.#isOver) this.#beginAgain(target, this.#tries + 1);
    } else if (next) {
      this.#journey.progress = progress;
      this.#beginAgain(next, 1);
    }
  }

  #decide(failure: Failure, target: Target, hasNext: boolean): Decision {
    const { itinerary } = this.#journey;
    const { budget, random } = this.#options;
    // What was passed on already is void only where the caller can be told so.
    const mayRestart = itinerary.rules.restartStreams && this.#options.restarted(target) !== null;
    if (this.#hasOutput && !mayRestart) return { type: 'GIVE_UP' };
    return decide({
      failure,
      call: itinerary.need.contract,
      rules: itinerary.rules,
      tries: this.#tries,
      hasNext,
      // Nobody waits in silence for longer than for a first word.
      remainingMs: target.timeouts.firstTokenMs,
      takeRetry: () => budget.take(target.service),
      random,
    });
  }

  #beginAgain(target: Target, attempt: number): void {
    this.#openAt(target, attempt);
    const event = this.#hasOutput ? this.#options.restarted(target) : null;
    if (event) this.#ready.push(event);
  }
}
