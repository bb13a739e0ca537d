import { A_KEY } from '@sluice/ai-sdk/testing';

import { readSettings, type Settings } from '../settings.js';

/** The defaults, at a vendor of the test's own. */
export function settingsAt(baseUrl: string, changes: Partial<Settings> = {}): Settings {
  const settings = readSettings({ SLUICE_SERVICE_SETTINGS: JSON.stringify({ baseUrl }) });
  return { ...settings, sources: [A_KEY], ...changes };
}
