import { z } from 'zod';
import { type CredentialSource, createVariableSource } from './credential-source.js';
import { createFileSource } from './file-source.js';

const MAX_CREDENTIALS = 100;
const MAX_TENANTS = 1_000;

const place = {
  apiKeyFrom: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,99}$/, { error: 'expected the name of an environment variable, such as OPENAI_API_KEY' })
    .optional()
    .describe('The environment variable that holds the key.'),
  apiKeyFile: z
    .string()
    .min(1)
    .max(4_096)
    .optional()
    .describe('The file that holds the key; it is read again when it changes.'),
};

const credential = z
  .strictObject({
    ...place,
    tenants: z
      .array(z.string().min(1).max(128))
      .min(1)
      .max(MAX_TENANTS)
      .optional()
      .describe('The tenants for which alone it is, and who are served by such credentials alone.'),
  })
  .refine(({ apiKeyFrom, apiKeyFile }) => (apiKeyFrom === undefined) !== (apiKeyFile === undefined), {
    error: 'expected either apiKeyFrom or apiKeyFile',
  });

/** The credentials among the settings of a vendor's service: one, or several. */
export const CREDENTIAL_SETTINGS = {
  ...place,
  credentials: z.array(credential).min(1).max(MAX_CREDENTIALS).optional().describe('Several, beside that one.'),
};

type CredentialSettings = z.output<z.ZodObject<typeof CREDENTIAL_SETTINGS>>;

export interface ReadCredentialsOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** What holds the key where the settings name nothing: the variable that the vendor's own tools read. */
  readonly usual?: string;
}

/** What the settings name, each once; the usual variable where they name nothing. */
export function readCredentialSources(
  { apiKeyFrom, apiKeyFile, credentials = [] }: CredentialSettings,
  { environment, usual }: ReadCredentialsOptions,
): readonly CredentialSource[] {
  const own =
    apiKeyFrom === undefined && apiKeyFile === undefined ? [] : [{ apiKeyFrom, apiKeyFile, tenants: undefined }];
  const named = [...own, ...credentials];
  if (named.length === 0) return usual === undefined ? [] : [createVariableSource(usual, environment)];
  return named.map(({ apiKeyFrom: variable, apiKeyFile: file, tenants }) => {
    const whose = tenants && new Set(tenants);
    return file === undefined
      ? createVariableSource(variable ?? '', environment, whose)
      : createFileSource({ file, ...(whose && { tenants: whose }) });
  });
}

/**
 * What a service without any credential tells of itself.
 *
 * @returns undefined where there is a secret, or none is asked for
 */
export function missingCredential(sources: readonly CredentialSource[]): string | undefined {
  if (sources.length === 0 || sources.some((source) => source.read() !== undefined)) return undefined;
  const names = sources.map(({ name }) => name);
  return `There is no credential: set ${names.slice(0, 3).join(' or ')}${names.length > 3 ? ' or another' : ''}.`;
}
