import { describe } from '@jest/globals';

import { openPgliteStore } from '../store/pglite/pglite-store.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import type { Store } from '../store/store.js';
import { createPgliteFolder } from './pglite-template.js';
import { findPostgres, type TestPostgres } from './test-postgres.js';

/** A place where stores of one kind can be opened, one or several on the same data. */
export interface StorePlace {
  /** Opens a store on the place's data. On PGlite there is one at a time: the same one is given. */
  open(): Promise<Store>;
  /** What a process of its own is told, to open a store there; PGlite admits none while one is open here. */
  readonly settings: { readonly dataDir: string; readonly databaseUrl?: string };
  /** Closes what is open and removes everything. */
  remove(): Promise<void>;
}

/** One implementation that a suite runs against; `open` is null where the machine has not what it needs. */
export interface Adapter<Open> {
  readonly kind: string;
  readonly open: Open | null;
}

/** Opens a new place. */
export type OpenPlace = () => Promise<StorePlace>;

/** Every store, and the server that was found for it. */
export async function storeAdapters(): Promise<{
  adapters: readonly Adapter<OpenPlace>[];
  postgres: TestPostgres | null;
}> {
  const postgres = await findPostgres();
  const adapters: Adapter<OpenPlace>[] = [
    { kind: 'pglite', open: createPglitePlace },
    { kind: 'postgres', open: postgres && (() => createPostgresPlace(postgres)) },
  ];
  return { adapters, postgres };
}

/** Runs a suite against every adapter, and leaves out loudly what the machine cannot run. */
export function describeEach<Open>(
  title: string,
  adapters: readonly Adapter<Open>[],
  suite: (open: Open, kind: string) => void,
): void {
  for (const { kind, open } of adapters) {
    const inPlace = open === null ? describe.skip : describe;
    const place = open === null ? `LEFT OUT, no ${kind} server runs here and none is installed: ${title}` : title;
    // A suite only declares its tests: what is left out never opens anything.
    inPlace(`${place} on ${kind}`, () => {
      suite(open as Open, kind);
    });
  }
}

async function createPglitePlace(): Promise<StorePlace> {
  const { dataDir, remove } = await createPgliteFolder();
  let store: Store | undefined;
  return {
    settings: { dataDir },
    open: async () => (store ??= await openPgliteStore({ dataDir })),
    async remove() {
      await store?.close();
      remove();
    },
  };
}

async function createPostgresPlace(postgres: TestPostgres): Promise<StorePlace> {
  const database = await postgres.createDatabase();
  const stores: Store[] = [];
  return {
    settings: { dataDir: '', databaseUrl: database.url },
    async open() {
      const store = openPostgresStore({ databaseUrl: database.url, maxConnections: 4 });
      stores.push(store);
      return store;
    },
    async remove() {
      await Promise.all(stores.map((store) => store.close()));
      await database.drop();
    },
  };
}
