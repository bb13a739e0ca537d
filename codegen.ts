import type { CodegenConfig } from '@graphql-codegen/cli';
import { readContexts, readContracts, subgraphDocument } from '@sluice/schema';
import { print } from 'graphql';

const { common, contracts } = readContracts();

const scalars = {
  URL: 'string',
  LanguageTag: 'string',
  JSON: 'unknown',
  Vector: 'string | readonly number[]',
  DateTime: 'string',
};

/** What the resolver types and the clients' types have in common: no TypeScript enums, ES modules. */
const types = { scalars, enumsAsTypes: true, useTypeImports: true, immutableTypes: true, strictScalars: true };

const config: CodegenConfig = {
  emitLegacyCommonJSImports: false,
  importExtension: '.js',
  generates: {
    // For the subgraphs: what a resolver gets and may return, with references to entities.
    'schema/src/generated/resolvers.ts': {
      schema: print(subgraphDocument(common, [...contracts, readContexts()])),
      plugins: ['typescript', 'typescript-resolvers'],
      config: { ...types, scalars: { ...scalars, _FieldSet: 'string' }, federation: true, useIndexSignature: true },
    },
    // For the frontends: typed operations against the public graph.
    'e2e/src/generated/': {
      schema: 'schema/api.graphql',
      documents: ['examples/*.graphql', 'e2e/src/**/*.ts', '!e2e/src/generated/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: types,
    },
  },
};

export default config;
