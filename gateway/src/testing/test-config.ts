import type { z } from 'zod';

import type { Config, RemoteService } from '../config/config.js';
import { accessSettings } from '../config/access-settings.js';
import { type CallCacheSettings, callCacheSettings } from '../config/call-cache-settings.js';
import { contextSettings } from '../config/context-settings.js';
import { type ExecutionSettings, executionSettings } from '../config/execution-settings.js';
import { identitySettings } from '../config/identity-settings.js';
import { DEFAULT_BOUNDS } from '../config/limit-settings.js';
import { mediaSettings } from '../config/media-settings.js';
import { type RateSettings, rateSettings } from '../config/rate-settings.js';
import { type RouteInput, routeSettings } from '../config/route-settings.js';
import { routingSettings } from '../config/routing-settings.js';
import { type RegistrationSettings, registrationSettings } from '../config/registration-settings.js';
import { type StorageSettings, storageSettings } from '../config/storage-settings.js';
import { type SubscriptionSettings, subscriptionSettings } from '../config/subscription-settings.js';
import { webhookSettings } from '../config/webhook-settings.js';
import { serviceTimeouts } from '../config/timeout-settings.js';

export interface TestConfigOptions {
  readonly mode?: Config['mode'];
  readonly requestTimeoutMs?: number;
  readonly timeouts?: Partial<RemoteService['timeouts']>;
  /** A generation that has lost its last client is kept for a moment only, unless they say otherwise. */
  readonly subscriptions?: Partial<SubscriptionSettings>;
  readonly server?: Partial<Config['server']>;
  readonly limits?: Partial<Config['limits']>;
  /** @default none are counted */
  readonly rateLimits?: Partial<RateSettings>;
  /** @default none: every capability goes to whichever service offers it */
  readonly routes?: readonly RouteInput[];
  /** @default nothing is sent again, and no breaker opens */
  readonly routing?: RoutingInput;
  /** @default none are run: few tests of a gateway wait for a database */
  readonly executions?: Partial<ExecutionSettings>;
  readonly webhooks?: z.input<typeof webhookSettings>;
  /** @default nobody registers, so that nothing is read from a store */
  readonly registration?: Partial<RegistrationSettings>;
  /** @default nothing is kept: what one test was answered, the next one asks for again */
  readonly callCache?: Partial<CallCacheSettings>;
  readonly storage?: Partial<StorageSettings>;
  /** Mutual TLS with every service. */
  readonly serviceTls?: RemoteService['tls'];
}

type RoutingInput = z.input<typeof routingSettings>;

/** Most tests are of one attempt, and of a service that may fail as often as they like. */
const ONE_ATTEMPT: RoutingInput = { retries: 0, breaker: { consecutiveFailures: 10_000, minimumRequests: 100_000 } };

/** A configuration with the defaults, in front of services that run already. */
export function createTestConfig(
  services: Readonly<Record<string, string>>,
  options: TestConfigOptions = {},
): Omit<Config, 'dataDir'> {
  const { mode = 'development', requestTimeoutMs = 10_000, timeouts = {}, subscriptions = {}, server = {} } = options;
  const { limits = {}, rateLimits = { enabled: false } } = options;
  return {
    file: 'test',
    mode,
    server: {
      role: 'all',
      host: '127.0.0.1',
      port: 0,
      bodyLimitBytes: 1024 * 1024,
      requestTimeoutMs,
      trustedProxies: [],
      cors: { origins: [] },
      ...server,
    },
    identity: identitySettings.parse({}),
    access: accessSettings.parse({}),
    rateLimits: rateSettings.parse(rateLimits),
    contexts: contextSettings.parse({}),
    middleware: { timeoutMs: 1_000, modules: [] },
    executions: executionSettings.parse({ concurrency: 0, ...options.executions }),
    webhooks: webhookSettings.parse(options.webhooks ?? {}),
    media: mediaSettings.parse({}),
    registration: registrationSettings.parse(options.registration ?? { enabled: false }),
    storage: storageSettings.parse(options.storage ?? {}),
    callCache: callCacheSettings.parse(options.callCache ?? { enabled: false }),
    limits: {
      ...DEFAULT_BOUNDS,
      roles: {},
      maxErrors: 5,
      maxCoercionErrors: 5,
      subscriptions: subscriptionSettings.parse({ reconnectMs: 50, ...subscriptions }),
      ...limits,
    },
    services: Object.entries(services).map(([name, url]) => ({
      kind: 'url',
      name,
      url,
      timeouts: serviceTimeouts.parse({ connectMs: 500, headersMs: 2_000, totalMs: 5_000, ...timeouts }),
      capabilities: {},
      tokenFrom: 'TEST_TOKEN',
      ...(options.serviceTls && { tls: options.serviceTls }),
    })),
    routes: routeSettings.parse(options.routes ?? []),
    routing: routingSettings.parse(options.routing ?? ONE_ATTEMPT),
    logging: { level: 'silent' },
  };
}
