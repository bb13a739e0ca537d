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
    .default('https://api.openai.com/v1'),
  /** Models that write, do the tasks of texts, and see pictures. */
  models: modelsSetting('gpt-4.1-mini', 'gpt-4.1', 'gpt-4o'),
  embeddingModels: modelsSetting('text-embedding-3-small', 'text-embedding-3-large'),
  moderationModels: modelsSetting('omni-moderation-latest'),
  transcriptionModels: modelsSetting('whisper-1'),
  speechModels: modelsSetting('gpt-4o-mini-tts', 'tts-1'),
  /** The voice that speaks where the caller names none. */
  voice: z.string().min(1).max(100).default('alloy'),
});

/** What of OpenAI is offered, and by which keys. */
export interface Settings extends Omit<z.output<typeof schema>, keyof typeof CREDENTIAL_SETTINGS> {
  readonly sources: readonly CredentialSource[];
}

/** The variable that OpenAI's own tools read. */
const USUAL = 'OPENAI_API_KEY';

/** @throws ServiceSettingsError naming the setting that is not acceptable */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const settings = readServiceSettings(schema, environment);
  return { ...settings, sources: readCredentialSources(settings, { environment, usual: USUAL }) };
}
