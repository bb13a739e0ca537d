import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { silentLogger } from '@sluice/telemetry';

import type { Config, RemoteService } from '../config/config.js';
import { accessSettings } from '../config/access-settings.js';
import { contextSettings } from '../config/context-settings.js';
import { identitySettings } from '../config/identity-settings.js';
import { mediaSettings } from '../config/media-settings.js';
import { storageSettings } from '../config/storage-settings.js';
import { type SubscriptionSettings, subscriptionSettings } from '../config/subscription-settings.js';
import { createGateway, type Gateway } from '../create-gateway.js';
import { createIdentity, type IdentityOptions } from '../identity/create-identity.js';
import { createRoleKeyMethod } from '../identity/testing/role-key-method.js';
import { generateApiKey } from '../identity/api-key.js';
import { createRoles } from '../identity/roles.js';
import { type Hooks, NO_HOOKS } from '../middleware/hooks.js';
import { createLazyStorage } from '../storage/testing/lazy-storage.js';
import { openTestStorage } from '../storage/testing/open-test-storage.js';

/** A GraphQL response as a client sees it. */
export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly TestError[];
}

export interface TestError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Record<string, unknown>;
}

/** A gateway on a free port, in front of services that the test started. */
export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  /** Of another principal. */
  readonly otherKey: string;
  readonly gateway: Gateway;
  query(query: string, variables?: Record<string, unknown>, init?: RequestInit): Promise<TestResponse>;
}

export interface TestGatewayOptions {
  readonly mode?: Config['mode'];
  readonly requestTimeoutMs?: number;
  readonly timeouts?: Partial<RemoteService['timeouts']>;
  readonly subscriptions?: Partial<SubscriptionSettings>;
  readonly hooks?: Hooks;
  /** Who may call beside the two keys, and how that is found out. */
  readonly identity?: Partial<IdentityOptions>;
  readonly server?: Partial<Config['server']>;
}

/** @param services the addresses of running services, by name */
export async function startTestGateway(
  services: Readonly<Record<string, string>>,
  {
    mode = 'development',
    requestTimeoutMs = 10_000,
    timeouts = {},
    subscriptions = {},
    hooks = NO_HOOKS,
    identity: identifying = {},
    server = {},
  }: TestGatewayOptions = {},
): Promise<TestGateway> {
  const key = generateApiKey('dev').text;
  const otherKey = generateApiKey('dev').text;
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-gateway-'));
  const config = { ...configOf(services, { mode, requestTimeoutMs, timeouts, subscriptions, server }), dataDir };
  const settings = identifying.settings ?? config.identity;
  const gateway = await createGateway({
    config: { ...config, identity: settings },
    logger: silentLogger,
    hooks,
    // Without what is stored: few tests of a gateway wait for a database.
    openIdentity: async () =>
      createIdentity({
        mode,
        apiKeys: createRoleKeyMethod({ developer: key, admin: otherKey }),
        permissionsOf: createRoles().permissionsOf,
        environment: {},
        logger: silentLogger,
        ...identifying,
        settings,
      }),
    openStorage: async () => createLazyStorage(() => openTestStorage(dataDir)),
    environment: { TEST_TOKEN: 'the-token-of-the-tests' },
    writeLine: () => {},
    examplesFolder: null,
  });
  await gateway.ready(AbortSignal.timeout(5_000));
  return {
    url: gateway.url,
    key,
    otherKey,
    gateway,
    async query(query, variables = {}, init = {}) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, ...init });
      const { data, errors = [] } = (await response.json()) as { data?: TestResponse['data']; errors?: TestError[] };
      return { status: response.status, headers: response.headers, data, errors };
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

function configOf(
  services: Readonly<Record<string, string>>,
  { mode, requestTimeoutMs, timeouts, subscriptions, server }: Required<Omit<TestGatewayOptions, 'hooks' | 'identity'>>,
): Omit<Config, 'dataDir'> {
  return {
    file: 'test',
    mode,
    server: {
      host: '127.0.0.1',
      port: 0,
      bodyLimitBytes: 1024 * 1024,
      requestTimeoutMs,
      cors: { origins: [] },
      ...server,
    },
    identity: identitySettings.parse({}),
    access: accessSettings.parse({}),
    contexts: contextSettings.parse({}),
    middleware: { timeoutMs: 1_000, modules: [] },
    media: mediaSettings.parse({}),
    storage: storageSettings.parse({}),
    limits: {
      maxTokens: 2_000,
      maxErrors: 5,
      maxCoercionErrors: 5,
      subscriptions: subscriptionSettings.parse(subscriptions),
    },
    services: Object.entries(services).map(([name, url]) => ({
      kind: 'url',
      name,
      url,
      timeouts: { connectMs: 500, headersMs: 2_000, totalMs: 5_000, ...timeouts },
      capabilities: {},
      tokenFrom: 'TEST_TOKEN',
    })),
    logging: { level: 'silent' },
  };
}
