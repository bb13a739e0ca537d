import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Logger, silentLogger } from '@sluice/telemetry';

import type { Policies } from '../admission/access/policies.js';
import { type AccessSettings, accessSettings } from '../config/access-settings.js';
import { createAccounts } from '../accounts/create-accounts.js';
import { createGateway, type Gateway } from '../create-gateway.js';
import { generateSealingKey, parseSealingKeys } from '../executions/sealing/sealer.js';
import { createIdentity, type IdentityOptions } from '../identity/create-identity.js';
import { generatePepper, parsePeppers } from '../identity/keys/peppers.js';
import { createRoleKeyMethod } from '../identity/testing/role-key-method.js';
import { generateApiKey } from '../identity/api-key.js';
import { createRoles } from '../identity/roles.js';
import { type Hooks, NO_HOOKS } from '../middleware/hooks.js';
import type { Storage } from '../storage/create-storage.js';
import { createLazyStorage } from '../storage/testing/lazy-storage.js';
import { openTestStorage } from '../storage/testing/open-test-storage.js';
import { createTestConfig, type TestConfigOptions } from './test-config.js';

/** A GraphQL response as a client sees it. */
export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly TestError[];
  readonly extensions: Record<string, unknown> | undefined;
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
  /** Of one who may do AI work, and know nothing of how it is done. */
  readonly callerKey: string;
  readonly gateway: Gateway;
  query(query: string, variables?: Record<string, unknown>, init?: RequestInit): Promise<TestResponse>;
}

export interface TestGatewayOptions extends TestConfigOptions {
  /** @default an embedded one, opened when it is first used */
  readonly openStorage?: () => Promise<Storage>;
  readonly hooks?: Hooks;
  /** Who may call beside the two keys, and how that is found out. */
  readonly identity?: Partial<IdentityOptions>;
  readonly access?: Partial<AccessSettings>;
  readonly policies?: Policies;
  readonly logger?: Logger;
  /** Shared by gateways of one store. */
  readonly sealingKey?: string;
  /** Milliseconds since 1970, for what is kept for a while. */
  readonly now?: () => number;
}

/** @param services the addresses of running services, by name */
export async function startTestGateway(
  services: Readonly<Record<string, string>>,
  {
    hooks = NO_HOOKS,
    identity: identifying = {},
    access = {},
    policies = {},
    logger = silentLogger,
    openStorage,
    sealingKey = generateSealingKey(),
    now = Date.now,
    ...options
  }: TestGatewayOptions = {},
): Promise<TestGateway> {
  const key = generateApiKey('dev').text;
  const otherKey = generateApiKey('dev').text;
  const callerKey = generateApiKey('dev').text;
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-gateway-'));
  const config = { ...createTestConfig(services, options), dataDir };
  const settings = identifying.settings ?? config.identity;
  const gateway = await createGateway({
    config: { ...config, identity: settings, access: accessSettings.parse(access) },
    logger,
    policies,
    hooks,
    now,
    // Without what is stored: few tests of a gateway wait for a database.
    openIdentity: async ({ store }) => {
      const roles = createRoles();
      const identity = createIdentity({
        mode: config.mode,
        apiKeys: createRoleKeyMethod({ developer: key, admin: otherKey, service: callerKey }),
        permissionsOf: roles.permissionsOf,
        environment: {},
        logger: silentLogger,
        ...identifying,
        settings,
      });
      const administered = {
        store,
        peppers: parsePeppers(generatePepper()),
        roles,
        announce: async () => {},
        revoke: async () => {},
      };
      return { ...identity, accounts: createAccounts({ ...administered, environment: 'dev' }) };
    },
    openStorage: openStorage ?? (async () => createLazyStorage(() => openTestStorage(dataDir))),
    sealer: parseSealingKeys(sealingKey),
    environment: { TEST_TOKEN: 'the-token-of-the-tests' },
    writeLine: () => {},
    examplesFolder: null,
  });
  await gateway.ready(AbortSignal.timeout(5_000));
  return {
    url: gateway.url,
    key,
    otherKey,
    callerKey,
    gateway,
    async query(query, variables = {}, init = {}) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, ...init });
      const { data, errors = [], extensions } = (await response.json()) as Partial<TestResponse>;
      return { status: response.status, headers: response.headers, data, errors, extensions };
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
