import { afterAll, beforeAll, describe } from '@jest/globals';

import { findPostgres, type TestDatabase } from '../../storage/testing/test-postgres.js';
import { type Answer, type KeyGateway, startKeyGateway } from './start-key-gateway.js';

export const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    secret
    apiKey { id name tenant state roles scopes models services origins addresses createdBy expiresAt }
  }
}`;
export const ROTATE = `mutation ($input: RotateApiKeyInput!) {
  rotateApiKey(input: $input) { secret apiKey { id roles state } replaced { id state replacedBy expiresAt } }
}`;
export const REVOKE = 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { id state revokedAt } } }';
export const ME = '{ me { id tenant kind roles permissions models services expiresAt } }';

/** What `CREATE` answers. */
export interface Created {
  readonly createApiKey: { readonly secret: string; readonly apiKey: { readonly id: string; readonly name: string } };
}

/** The codes of an answer's errors. */
export const codes = ({ errors }: Answer<unknown>) => errors.map(({ extensions }) => extensions.code);

/** An administrator at a gateway. */
export interface Administrator {
  readonly gateway: () => KeyGateway;
  asAdmin<Data = unknown>(query: string, variables?: object): Promise<Answer<Data>>;
  /** Makes a key that must come into being. */
  make(input: object): Promise<Created['createApiKey']>;
}

/** Runs a suite at a gateway on each store, one gateway for all its tests. */
export async function describeAtGateways(title: string, suite: (administrator: Administrator) => void): Promise<void> {
  const postgres = await findPostgres();
  afterAll(async () => postgres?.[Symbol.asyncDispose]());
  describe.each(postgres ? ['pglite', 'postgres'] : ['pglite'])(`${title} on %s`, (kind) => {
    let database: TestDatabase | undefined;
    let started: KeyGateway;
    beforeAll(async () => {
      database = kind === 'postgres' ? await postgres?.createDatabase() : undefined;
      started = await startKeyGateway({ databaseUrl: database?.url });
    }, 60_000);
    afterAll(async () => {
      await started[Symbol.asyncDispose]();
      await database?.drop();
    });
    const asAdmin = <Data>(query: string, variables: object = {}) =>
      started.ask<Data>(started.keys.admin, query, variables);
    suite({
      gateway: () => started,
      asAdmin,
      async make(input) {
        const { data, errors } = await asAdmin<Created>(CREATE, { input: { name: 'a', ...input } });
        if (errors.length > 0) throw new Error(errors[0]?.message);
        return data.createApiKey;
      },
    });
  });
}
