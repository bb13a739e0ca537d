import {
  CREDENTIAL_SETTINGS,
  type CredentialSource,
  modelsSetting,
  readCredentialSources,
  VENDOR_SETTINGS,
} from '@sluice/ai-sdk';
import { readServiceSettings } from '@sluice/kit';
import { z } from 'zod';

const schema = z.strictObject({
  ...VENDOR_SETTINGS,
  ...CREDENTIAL_SETTINGS,
  /** For a proxy of one's own; with the version. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'expected a URL of http or https' })
    .default('https://generativelanguage.googleapis.com/v1beta'),
  models: modelsSetting('gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-2.5-flash-lite'),
  embeddingModels: modelsSetting('gemini-embedding-001'),
});

/** What of Google is offered, and by which keys. */
export interface Settings extends Omit<z.output<typeof schema>, keyof typeof CREDENTIAL_SETTINGS> {
  readonly sources: readonly CredentialSource[];
}

/** The variable that Google's own tools read. */
const USUAL = 'GOOGLE_GENERATIVE_AI_API_KEY';

/** @throws ServiceSettingsError naming the setting that is not acceptable */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const settings = readServiceSettings(schema, environment);
  return { ...settings, sources: readCredentialSources(settings, { environment, usual: USUAL }) };
}
