import type { CredentialSource } from './credential-source.js';

/** Refusals of a credential itself, rather than of how often it is used. */
export type RefusalCode = 'PROVIDER_AUTH_FAILED' | 'PROVIDER_BILLING';

/** What a call went out with. */
export interface CredentialUse {
  readonly model: string;
  readonly secret: string;
}

/** What a vendor has said of a secret for a model. */
export interface Judgement {
  readonly secret: string;
  readonly limit?: { readonly at: number; readonly until: number; readonly timesInARow: number };
  /** `until`: when one call may try it again. */
  readonly refusal?: { readonly code: RefusalCode; readonly until: number };
}

/** What a vendor has said of a credential. */
export interface Judgements {
  /** Of this secret; nothing yet, where it has replaced another. */
  of(use: CredentialUse): Judgement;
  /** The last, of whichever secret. */
  last(model: string): Judgement | undefined;
  /** Late words on a secret that was replaced say nothing of the one in force, and are not kept. */
  keep(model: string, judgement: Judgement): void;
}

export function createJudgements(source: CredentialSource): Judgements {
  /** By model. Models are those of the configuration, so it is bounded. */
  const judgements = new Map<string, Judgement>();
  return {
    of({ model, secret }) {
      const known = judgements.get(model);
      return known?.secret === secret ? known : { secret };
    },
    last: (model) => judgements.get(model),
    keep(model, judgement) {
      if (source.read() === judgement.secret) judgements.set(model, judgement);
    },
  };
}
