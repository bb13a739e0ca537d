import {
  CREDENTIAL_SETTINGS,
  type CredentialSource,
  modelsSetting,
  readCredentialSources,
  VENDOR_SETTINGS,
} from '@sluice/ai-sdk';
import { readServiceSettings, ServiceSettingsError } from '@sluice/kit';
import { z } from 'zod';

const variable = z.string().min(1).max(100);
const webAddress = z.url({ protocol: /^https?$/, error: 'expected a URL of http or https' });

const schema = z.strictObject({
  ...VENDOR_SETTINGS,
  ...CREDENTIAL_SETTINGS,
  /** Where the server is, with the version: `http://localhost:11434/v1`. */
  baseUrl: webAddress.optional(),
  /** The environment variable that says so, where the settings do not. */
  baseUrlFrom: variable.default('OPENAI_COMPATIBLE_URL'),
  /** Models that write. */
  models: modelsSetting(),
  embeddingModels: modelsSetting(),
  /** Those of `models` that take pictures; they are offered for descriptions. */
  imageModels: z.array(z.string().min(1).max(200)).max(200).default([]),
  /** Whether the server holds a model to a JSON Schema; without it a response schema is refused. */
  structuredOutput: z.boolean().default(true),
});

/** Where the server is, and what of it is offered. */
export interface Settings extends Omit<
  z.output<typeof schema>,
  'baseUrl' | 'baseUrlFrom' | keyof typeof CREDENTIAL_SETTINGS
> {
  readonly baseUrl: string;
  /** None for a server that asks for no key. */
  readonly sources: readonly CredentialSource[];
}

/** The variable that is looked at where the settings name no key. */
const USUAL = 'OPENAI_COMPATIBLE_API_KEY';

export const MISSING =
  'Name a server with OPENAI_COMPATIBLE_URL or settings.baseUrl, and its models with settings.models or settings.embeddingModels.';

/**
 * @returns undefined where no server, or no model of it, is named
 * @throws ServiceSettingsError naming the setting that is not acceptable
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings | undefined {
  const { baseUrl, baseUrlFrom, ...settings } = readServiceSettings(schema, environment);
  const url = baseUrl ?? environment[baseUrlFrom];
  if (!url || settings.models.length + settings.embeddingModels.length === 0) return undefined;
  if (!webAddress.safeParse(url).success)
    throw new ServiceSettingsError(`${baseUrlFrom}: expected a URL of http or https.`);
  const sources = readCredentialSources(settings, { environment, ...(environment[USUAL] && { usual: USUAL }) });
  return { ...settings, baseUrl: url, sources };
}
