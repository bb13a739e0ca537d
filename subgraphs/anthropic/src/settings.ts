import { modelsSetting, VENDOR_SETTINGS } from '@sluice/ai-sdk';
import { readServiceSettings } from '@sluice/kit';
import { z } from 'zod';

const schema = z.strictObject({
  ...VENDOR_SETTINGS,
  /** For a proxy of one's own; with the version. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'expected a URL of http or https' })
    .default('https://api.anthropic.com/v1'),
  /** The environment variable that holds the key. */
  apiKeyFrom: z.string().min(1).max(100).default('ANTHROPIC_API_KEY'),
  models: modelsSetting('claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-4-5'),
});

/** What of Anthropic is offered, and by which key. */
export interface Settings extends Omit<z.output<typeof schema>, 'apiKeyFrom'> {
  readonly apiKey: string;
}

export const MISSING = 'Set ANTHROPIC_API_KEY to offer the models of Anthropic.';

/**
 * @returns undefined without a key
 * @throws ServiceSettingsError naming the setting that is not acceptable
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings | undefined {
  const { apiKeyFrom, ...settings } = readServiceSettings(schema, environment);
  const apiKey = environment[apiKeyFrom];
  return apiKey ? { ...settings, apiKey } : undefined;
}
