import type { Logger } from '@sluice/telemetry';

import type { IssuerSettings } from '../../config/issuer-settings.js';
import { createAddressRules } from '../../network/address-rules.js';
import { createGuardedAgent, type GuardedAgentOptions } from '../../network/guarded-agent.js';
import { createIssuer, type Issuer, type IssuerOptions } from './create-issuer.js';

export interface OpenIssuersOptions {
  readonly settings: readonly IssuerSettings[];
  /** Development allows issuers on this machine. */
  readonly mode: 'development' | 'production';
  readonly logger: Logger;
  /** How issuers are reached; only tests set it. */
  readonly reach?: Partial<Pick<GuardedAgentOptions, 'ca' | 'resolveHost' | 'allowAddress'>> &
    Partial<Pick<IssuerOptions, 'coolDownMs' | 'pauseMs'>>;
}

/** The issuers of the configuration. */
export interface OpenIssuers {
  readonly issuers: readonly Issuer[];
  /** Ends what they are being asked, and the connections to them. */
  close(): Promise<void>;
}

/** Asks none of them: each is asked when the first of its tokens comes. */
export function openIssuers({ settings, mode, logger, reach = {} }: OpenIssuersOptions): OpenIssuers {
  const { coolDownMs, pauseMs, ...connecting } = reach;
  const stopping = new AbortController();
  const allowLoopback = mode === 'development';
  const onError = (error: unknown) => logger.warn({ error }, 'An issuer of tokens cannot be asked.');
  const agentOf = (allowPrivate: boolean) =>
    createGuardedAgent({ allowAddress: createAddressRules({ allowPrivate, allowLoopback }), ...connecting });
  const agents = { public: agentOf(false), private: agentOf(true) };
  const issuers = settings.map((issuer) =>
    createIssuer({
      settings: issuer,
      dispatcher: agents[issuer.network],
      allowLoopback,
      onError,
      stopped: stopping.signal,
      ...(coolDownMs !== undefined && { coolDownMs }),
      ...(pauseMs !== undefined && { pauseMs }),
    }),
  );
  return {
    issuers,
    async close() {
      stopping.abort();
      await Promise.all(Object.values(agents).map(async (agent) => agent.destroy()));
    },
  };
}
