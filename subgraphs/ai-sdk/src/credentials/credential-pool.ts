import { type Caller, ServiceError } from '@sluice/kit';
import { Credential, type CredentialEvent, type CredentialPauses, DEFAULT_PAUSES } from './credential.js';
import type { CredentialSource } from './credential-source.js';
import { exhausted } from './exhausted.js';

export interface CredentialPoolOptions {
  /** None: the vendor asks for no credential, as servers of one's own do. */
  readonly sources: readonly CredentialSource[];
  readonly pauses?: Partial<CredentialPauses>;
  /** In milliseconds. @default performance.now */
  readonly now?: () => number;
  /** Told of everything that vendors say of credentials. */
  readonly onEvent?: (event: CredentialEvent) => void;
}

/** For which call a credential is wanted. */
export interface CredentialRequest {
  readonly caller: Caller | null;
  readonly model: string;
  /** The secrets that the call has tried before, by credential: none is tried twice, one that has replaced it once. */
  readonly tried: ReadonlyMap<string, readonly string[]>;
  /** What came of the last of them. */
  readonly lastError?: ServiceError | undefined;
}

/** A credential for one call. It is given back by telling what came of the call, once. */
export interface CredentialLease {
  readonly name: string;
  /** Undefined where the vendor asks for none. */
  readonly secret: string | undefined;
  /** The vendor has begun to answer. */
  accepted(): void;
  /** @returns what has happened to the credential; null where the error is not about it, and another would not help */
  failed(error: unknown): CredentialEvent | null;
  /** The call has ended otherwise. Without effect after one of the others. */
  release(): void;
}

/** The credentials of one vendor. */
export interface CredentialPool {
  /** Equal for callers that are served by the same credentials; calls of different scopes must not share a batch. */
  scopeOf(caller: Caller | null): string;
  /**
   * That of the caller's credentials which was limited the longest ago, or never, and of these the one that has rested
   * longest.
   *
   * @throws `PROVIDER_RATE_LIMITED` with the time until the first is to be used again, or the refusal of all
   */
  pick(request: CredentialRequest): CredentialLease;
}

const OPEN: CredentialLease = {
  name: 'none',
  secret: undefined,
  accepted: () => {},
  failed: () => null,
  release: () => {},
};

/**
 * A tenant that has credentials of its own is served by these and no others, and nobody else by them: whose account pays,
 * and which agreements hold for the data, must not depend on who was limited first.
 */
export function createCredentialPool(options: CredentialPoolOptions): CredentialPool {
  const { sources, now = () => performance.now(), onEvent = () => {} } = options;
  const pauses = { ...DEFAULT_PAUSES, ...options.pauses };
  const all = sources.map((source) => new Credential(source, pauses, now));
  const shared = all.filter(({ source }) => !source.tenants);
  let order = 0;

  function credentialsOf(caller: Caller | null): readonly Credential[] {
    const own = caller ? all.filter(({ source }) => source.tenants?.has(caller.tenant)) : [];
    return own.length > 0 ? own : shared;
  }

  return {
    scopeOf: (caller) =>
      credentialsOf(caller)
        .map((credential) => all.indexOf(credential))
        .join(),
    pick({ caller, model, tried, lastError }) {
      if (all.length === 0) return OPEN;
      const credentials = credentialsOf(caller);
      const standings = credentials.map((credential) => ({ credential, standing: credential.standing(model) }));
      const usable = standings.flatMap(({ credential, standing }) =>
        standing.status === 'USABLE' && isNew(standing.secret, tried.get(credential.source.name))
          ? [{ credential, ...standing }]
          : [],
      );
      const [best] = usable.toSorted((one, other) => byTime(one, other, 'limitedAt') || byTime(one, other, 'usedAt'));
      if (!best)
        throw exhausted(
          standings.map(({ standing }) => standing),
          { model, now: now(), lastError },
        );
      order += 1;
      return lend(best.credential, { secret: best.secret, model, order, onEvent });
    },
  };
}

/** A source that gave another secret each time would be asked for ever. */
const MOST_SECRETS = 2;

const isNew = (secret: string, tried: readonly string[] = []): boolean =>
  tried.length < MOST_SECRETS && !tried.includes(secret);

type Times = Readonly<Record<'limitedAt' | 'usedAt', number>>;

/** Not a difference: of two that never were it would be no number. */
function byTime(one: Times, other: Times, time: keyof Times): number {
  if (one[time] === other[time]) return 0;
  return one[time] < other[time] ? -1 : 1;
}

interface Loan {
  readonly secret: string;
  readonly model: string;
  readonly order: number;
  readonly onEvent: (event: CredentialEvent) => void;
}

function lend(credential: Credential, { secret, model, order, onEvent }: Loan): CredentialLease {
  const use = { model, secret };
  const isTrial = credential.use(use, order);
  let isSettled = false;
  const settle = <Event extends CredentialEvent | null>(event: Event): Event => {
    isSettled = true;
    if (event) onEvent(event);
    return event;
  };
  const release = () => {
    if (!isSettled && isTrial) credential.leftOpen(use);
    isSettled = true;
  };
  return {
    name: credential.source.name,
    secret,
    release,
    accepted() {
      if (!isSettled) settle(credential.accepted(use));
    },
    failed(error) {
      const code = error instanceof ServiceError ? error.code : undefined;
      if (code === 'PROVIDER_RATE_LIMITED') return settle(credential.limited(use, error as ServiceError));
      if (code === 'PROVIDER_AUTH_FAILED' || code === 'PROVIDER_BILLING') return settle(credential.refused(use, code));
      release();
      return null;
    },
  };
}
