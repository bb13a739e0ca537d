import { readSettings, type Settings } from '../settings.js';

/** The defaults, at a vendor of the test's own. */
export function settingsAt(baseUrl: string, changes: Partial<Settings> = {}): Settings {
  const settings = readSettings({
    OPENAI_API_KEY: 'a-key',
    SLUICE_SERVICE_SETTINGS: JSON.stringify({ baseUrl }),
  });
  if (!settings) throw new Error('A key was given.');
  return { ...settings, ...changes };
}
