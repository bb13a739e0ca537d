import { afterAll, beforeAll, describe } from '@jest/globals';

import {
  type Answer,
  type KeyGateway,
  type KeyGatewayOptions,
  startKeyGateway,
} from '../../accounts/testing/start-key-gateway.js';
import type { RegistrationSettings } from '../../config/registration-settings.js';
import { findPostgres, type TestDatabase } from '../../storage/testing/test-postgres.js';

export const REGISTER = `mutation ($input: RegisterServiceInput!) {
  registerService(input: $input) {
    newCapabilities
    registration { id name url health capabilities { name supports } leaseEndsAt heartbeatSeconds }
  }
}`;
export const RENEW = 'mutation ($id: ID!) { renewService(input: { id: $id }) { registration { leaseEndsAt } } }';
export const DRAIN = 'mutation ($id: ID!) { drainService(input: { id: $id }) { registration { health } } }';
export const DEREGISTER = 'mutation ($id: ID!) { deregisterService(input: { id: $id }) { id } }';
export const LIST = '{ serviceRegistrations { id name url health registeredBy capabilities { name } } }';
export const AUDIT = '{ auditLog(first: 100) { nodes { action actor target details } } }';

/** What `REGISTER` answers. */
export interface Registered {
  readonly registerService: {
    readonly newCapabilities: readonly string[];
    readonly registration: {
      readonly id: string;
      readonly health: string;
      readonly leaseEndsAt: string;
      readonly capabilities: readonly { readonly name: string; readonly supports: readonly string[] | null }[];
    };
  } | null;
}

/** The codes of an answer's errors. */
export const codes = ({ errors }: Answer<unknown>) => errors.map(({ extensions }) => extensions.code);

/** Somebody who registers services at a gateway. */
export interface Registrar {
  readonly gateway: () => KeyGateway;
  /** As an administrator. */
  ask<Data = Record<string, never>>(query: string, variables?: object): Promise<Answer<Data>>;
  register(input: object): Promise<Answer<Registered>>;
  /** Registers a service that must be taken. @returns its id */
  registered(input: object): Promise<string>;
}

/** Runs a suite at a gateway on each store, one gateway for all its tests. */
export async function describeRegistration(
  title: string,
  settings: Partial<RegistrationSettings>,
  suite: (registrar: Registrar) => void,
  options: Pick<KeyGatewayOptions, 'concurrency'> = {},
): Promise<void> {
  const postgres = await findPostgres();
  afterAll(async () => postgres?.[Symbol.asyncDispose]());
  describe.each(postgres ? ['pglite', 'postgres'] : ['pglite'])(`${title} on %s`, (kind) => {
    let database: TestDatabase | undefined;
    let started: KeyGateway;
    beforeAll(async () => {
      database = kind === 'postgres' ? await postgres?.createDatabase() : undefined;
      started = await startKeyGateway({
        ...options,
        databaseUrl: database?.url,
        registration: { enabled: true, ...settings },
      });
    }, 60_000);
    afterAll(async () => {
      await started[Symbol.asyncDispose]();
      await database?.drop();
    });
    suite(createRegistrar(() => started));
  });
}

export function createRegistrar(gateway: () => KeyGateway): Registrar {
  const ask = <Data>(query: string, variables: object = {}) =>
    gateway().ask<Data>(gateway().keys.admin, query, variables);
  const register = (input: object) => ask<Registered>(REGISTER, { input });
  return {
    gateway,
    ask,
    register,
    async registered(input) {
      const { data, errors } = await register(input);
      if (!data?.registerService) throw new Error(errors[0]?.message);
      return data.registerService.registration.id;
    },
  };
}
