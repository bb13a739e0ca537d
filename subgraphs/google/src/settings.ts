import { modelsSetting, VENDOR_SETTINGS } from '@sluice/ai-sdk';
import { readServiceSettings } from '@sluice/kit';
import { z } from 'zod';

const schema = z.strictObject({
  ...VENDOR_SETTINGS,
  /** For a proxy of one's own; with the version. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'expected a URL of http or https' })
    .default('https://generativelanguage.googleapis.com/v1beta'),
  /** The environment variable that holds the key. */
  apiKeyFrom: z.string().min(1).max(100).default('GOOGLE_GENERATIVE_AI_API_KEY'),
  models: modelsSetting('gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-2.5-flash-lite'),
  embeddingModels: modelsSetting('gemini-embedding-001'),
});

/** What of Google is offered, and by which key. */
export interface Settings extends Omit<z.output<typeof schema>, 'apiKeyFrom'> {
  readonly apiKey: string;
}

export const MISSING = 'Set GOOGLE_GENERATIVE_AI_API_KEY to offer the models of Google.';

/**
 * @returns undefined without a key
 * @throws ServiceSettingsError naming the setting that is not acceptable
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings | undefined {
  const { apiKeyFrom, ...settings } = readServiceSettings(schema, environment);
  const apiKey = environment[apiKeyFrom];
  return apiKey ? { ...settings, apiKey } : undefined;
}
