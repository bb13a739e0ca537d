import type { ServiceError } from '@sluice/kit';
import type { CredentialSource } from './credential-source.js';
import { createJudgements, type CredentialUse, type Judgements, type RefusalCode } from './judgements.js';

/** For how long a credential rests, in milliseconds. */
export interface CredentialPauses {
  /** After a limit of which the vendor does not say when it ends; doubled each time in a row. @default 1,000 */
  readonly firstCoolDownMs: number;
  /** The longest of those. @default 60,000 */
  readonly longestCoolDownMs: number;
  /** The longest that a vendor's own word is heeded. @default 3,600,000 */
  readonly longestRetryAfterMs: number;
  /** Until one that was refused is tried again, by one call. @default 900,000 */
  readonly outMs: number;
}

export const DEFAULT_PAUSES: CredentialPauses = {
  firstCoolDownMs: 1_000,
  longestCoolDownMs: 60_000,
  longestRetryAfterMs: 3_600_000,
  outMs: 900_000,
};

/** How a credential stands for a model. */
export type Standing =
  | { readonly status: 'USABLE'; readonly secret: string; readonly limitedAt: number; readonly usedAt: number }
  /** The vendor has limited it. */
  | { readonly status: 'COOLING'; readonly until: number }
  /** The vendor has refused it. */
  | { readonly status: 'OUT'; readonly code: RefusalCode }
  /** There is no secret. */
  | { readonly status: 'MISSING' };

/** What has happened to a credential. */
export interface CredentialEvent {
  readonly credential: string;
  readonly model: string;
  readonly change: 'LIMITED' | 'REFUSED' | 'ACCEPTED';
  readonly code?: string;
  /** Whether it is news: a second refusal by a call that was under way is none. */
  readonly isNews: boolean;
}

/**
 * One credential, and what its vendor has said of it: model by model, since vendors limit by model, and let a key have
 * some models and not others. Another secret from the same source is judged anew.
 */
export class Credential {
  readonly source: CredentialSource;
  readonly #pauses: CredentialPauses;
  readonly #now: () => number;
  readonly #judgements: Judgements;
  #usedAt = Number.NEGATIVE_INFINITY;

  constructor(source: CredentialSource, pauses: CredentialPauses, now: () => number) {
    this.source = source;
    this.#pauses = pauses;
    this.#now = now;
    this.#judgements = createJudgements(source);
  }

  standing(model: string): Standing {
    const secret = this.source.read();
    if (secret === undefined) return { status: 'MISSING' };
    const { refusal, limit } = this.#judgements.of({ model, secret });
    if (refusal && this.#now() < refusal.until) return { status: 'OUT', code: refusal.code };
    if (limit && this.#now() < limit.until) return { status: 'COOLING', until: limit.until };
    return { status: 'USABLE', secret, limitedAt: limit?.at ?? Number.NEGATIVE_INFINITY, usedAt: this.#usedAt };
  }

  /**
   * It goes out with a call.
   *
   * @param order which of all uses of its pool this is
   * @returns whether the call tries what was refused
   */
  use(use: CredentialUse, order: number): boolean {
    this.#usedAt = order;
    const judgement = this.#judgements.of(use);
    if (!judgement.refusal) return false;
    // One call tries it; the others wait for what comes of that.
    this.#refuseUntil(use, judgement.refusal.code, this.#now() + this.#pauses.outMs);
    return true;
  }

  accepted(use: CredentialUse): CredentialEvent {
    const { secret, limit } = this.#judgements.of(use);
    const before = this.#judgements.last(use.model);
    if (before) this.#judgements.keep(use.model, { secret, ...(limit && { limit: { ...limit, timesInARow: 0 } }) });
    // Also where it is another secret that is accepted in the place of the one that was refused.
    const isNews = before?.refusal !== undefined && !this.#judgements.last(use.model)?.refusal;
    return this.#event(use, 'ACCEPTED', isNews);
  }

  limited(use: CredentialUse, { details: { retryAfterMs } }: ServiceError): CredentialEvent {
    const at = this.#now();
    const { limit, ...judgement } = this.#judgements.of(use);
    const isNews = !limit || at >= limit.until;
    const timesInARow = (limit?.timesInARow ?? 0) + (isNews ? 1 : 0);
    const until = Math.max(limit?.until ?? 0, at + coolDown(timesInARow, retryAfterMs, this.#pauses));
    this.#judgements.keep(use.model, { ...judgement, limit: { at, until, timesInARow } });
    return { ...this.#event(use, 'LIMITED', isNews), code: 'PROVIDER_RATE_LIMITED' };
  }

  refused(use: CredentialUse, code: RefusalCode): CredentialEvent {
    // A file may hold another by now.
    this.source.read(true);
    const isNews = !this.#judgements.of(use).refusal;
    this.#refuseUntil(use, code, this.#now() + this.#pauses.outMs);
    return { ...this.#event(use, 'REFUSED', isNews), code };
  }

  /** A call that tried what was refused has ended, and told nothing of it. */
  leftOpen(use: CredentialUse): void {
    const { refusal } = this.#judgements.of(use);
    if (refusal) this.#refuseUntil(use, refusal.code, this.#now());
  }

  #refuseUntil(use: CredentialUse, code: RefusalCode, until: number): void {
    this.#judgements.keep(use.model, { ...this.#judgements.of(use), refusal: { code, until } });
  }

  #event({ model }: CredentialUse, change: CredentialEvent['change'], isNews: boolean): CredentialEvent {
    return { credential: this.source.name, model, change, isNews };
  }
}

function coolDown(timesInARow: number, retryAfterMs: number | undefined, pauses: CredentialPauses): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, pauses.longestRetryAfterMs);
  return Math.min(pauses.firstCoolDownMs * 2 ** Math.min(timesInARow - 1, 30), pauses.longestCoolDownMs);
}
