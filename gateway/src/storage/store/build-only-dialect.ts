import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';

/**
 * Kysely as a builder of typed PostgreSQL statements, not as what runs them: Kysely's own driver interface knows
 * neither signals nor deadlines. `execute()` on a statement throws, where Kysely's `DummyDriver` would answer that there
 * are no rows.
 */
export const buildOnlyDialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => refusingDriver,
  createIntrospector: (database) => new PostgresIntrospector(database),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};

const refuse = (): Promise<never> => {
  throw new Error('Statements are run by the store: `store.query(statement)` instead of `statement.execute()`.');
};

const refusingDriver: Driver = {
  init: async () => {},
  acquireConnection: (): Promise<DatabaseConnection> => refuse(),
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: async () => {},
  destroy: async () => {},
};
