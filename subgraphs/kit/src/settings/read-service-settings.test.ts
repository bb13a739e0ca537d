import { describe, expect, it } from '@jest/globals';
import { SERVICE_ENVIRONMENT } from '@sluice/schema';
import { z } from 'zod';
import { readServiceSettings, ServiceSettingsError } from './read-service-settings.js';

const schema = z.strictObject({
  baseUrl: z.url({ error: 'expected a URL' }).optional(),
  timeoutMs: z.int().min(1).max(1_000).default(500),
  mode: z.enum(['fast', 'good']).default('good'),
  models: z.array(z.strictObject({ name: z.string().min(1) })).default([]),
});
const read = (settings: unknown) =>
  readServiceSettings(schema, {
    [SERVICE_ENVIRONMENT.settings]: typeof settings === 'string' ? settings : JSON.stringify(settings),
  });

describe('The settings of a service', () => {
  it('are read with their defaults, also where there are none', () => {
    const defaults = { timeoutMs: 500, mode: 'good', models: [] };
    expect(readServiceSettings(schema, {})).toEqual(defaults);
    expect(read({ timeoutMs: 7 })).toEqual({ ...defaults, timeoutMs: 7 });
  });

  it.each([
    ['{', 'SLUICE_SERVICE_SETTINGS: expected a JSON object.'],
    [[], 'settings: expected a mapping.'],
    [{ baseUrl: 'canary' }, 'settings.baseUrl: expected a URL.'],
    [{ timeoutMs: 'canary' }, 'settings.timeoutMs: expected a number.'],
    [{ timeoutMs: 1.5 }, 'settings.timeoutMs: expected a whole number.'],
    [{ timeoutMs: 0 }, 'settings.timeoutMs: expected at least 1.'],
    [{ mode: 'canary' }, 'settings.mode: expected one of fast, good.'],
    [{ models: [{ name: '' }] }, 'settings.models[0].name: expected at least 1 characters.'],
    [{ modles: [], timeoutMs: 2_000 }, 'settings.timeoutMs: expected at most 1000; settings.modles: is not known.'],
    [
      { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 },
      'settings.a: is not known; settings.b: is not known; settings.c: is not known; settings.d: is not known; settings.e: is not known; and 2 more.',
    ],
  ])('that are wrong are named, not quoted: %j', (settings, message) => {
    expect(() => read(settings)).toThrow(new ServiceSettingsError(message));
  });
});
