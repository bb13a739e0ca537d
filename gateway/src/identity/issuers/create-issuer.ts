import type { CryptoKey } from 'jose';
import type { Dispatcher } from 'undici';

import type { IssuerSettings } from '../../config/issuer-settings.js';
import { createIssuerClient, type IssuerClient } from './issuer-client.js';
import { IssuerError } from './issuer-error.js';
import { fetchJwks } from './jwks.js';
import { createKeySet, type KeySet } from './key-set.js';
import { discoverIssuer } from './metadata.js';
import { createRemembered } from './remembered.js';

/** An issuer of tokens, and what is known of it. */
export interface Issuer {
  readonly settings: IssuerSettings;
  readonly client: IssuerClient;
  readonly keys: KeySet<CryptoKey>;
  /** Where it is asked about opaque tokens. @throws IssuerError */
  introspectionUrl(signal: AbortSignal): Promise<string>;
}

export interface IssuerOptions {
  readonly settings: IssuerSettings;
  readonly dispatcher: Dispatcher;
  /** Whether an issuer on this machine may speak plain HTTP. */
  readonly allowLoopback: boolean;
  /** Told of failures that no caller notices. */
  readonly onError: (error: unknown) => void;
  /** Aborts when the gateway stops. */
  readonly stopped: AbortSignal;
  /** Unknown keys make the key set load anew at most once in this time, in milliseconds. */
  readonly coolDownMs?: number;
  /** After a failure an issuer is left alone for this long, in milliseconds. */
  readonly pauseMs?: number;
}

/** Metadata change when an issuer moves. */
const METADATA_MS = 3_600_000;
const METADATA_STALE_MS = 7 * 86_400_000;

export function createIssuer(options: IssuerOptions): Issuer {
  const { settings, onError, stopped, coolDownMs, pauseMs } = options;
  const { name, jwt, introspection } = settings;
  const client = createIssuerClient({ name, ...options });
  const keeping = { onError, stopped, ...(pauseMs !== undefined && { pauseMs }) };
  const metadata = createRemembered({
    load: (signal) => discoverIssuer(settings, client, signal),
    maxAgeMs: METADATA_MS,
    maxStaleMs: METADATA_STALE_MS,
    ...keeping,
  });
  const keys = createKeySet<CryptoKey>({
    async load(signal) {
      const url = (jwt && jwt.jwksUrl) ?? (await metadata.get(signal)).jwksUrl;
      if (!url) throw new IssuerError(name, 'its metadata name no key set (jwks_uri)');
      return fetchJwks(name, url, client, signal);
    },
    ...keeping,
    ...(coolDownMs !== undefined && { coolDownMs }),
  });
  return {
    settings,
    client,
    keys,
    async introspectionUrl(signal) {
      const url = introspection?.url ?? (await metadata.get(signal)).introspectionUrl;
      if (!url) throw new IssuerError(name, 'its metadata name no introspection endpoint');
      return url;
    },
  };
}
