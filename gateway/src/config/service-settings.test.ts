import { describe, expect, it } from '@jest/globals';
import { namedVariables, resolveFiles, serviceSettings, type ServiceSettingValues } from './service-settings.js';

/** What is wrong, each with its place. */
function problemsOf(settings: unknown): string[] {
  const { success, error } = serviceSettings.safeParse(settings);
  return success ? [] : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** A list within a list, so many levels deep. */
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

describe('Settings of a service', () => {
  it.each([
    ['nothing', {}],
    ['what is the affair of the service alone', { baseUrl: 'http://x', models: [{ name: 'm', price: 0.5 }], on: true }],
    ['variables that are named, one or several', { apiKeyFrom: 'A_KEY', keysFrom: ['B', 'C_2'] }],
    ['files of secrets', { apiKeyFile: 'secrets/key' }],
    ['numbers that are called tokens', { maxTokens: 5, contextToken: 3 }],
  ])('may be %s', (_what, settings) => {
    expect(problemsOf(settings)).toEqual([]);
  });

  it.each([
    [
      'a secret',
      { apiKey: 'sk-canary' },
      'apiKey: expected no secret: set an environment variable, and name it with `apiKeyFrom`',
    ],
    ['a secret deep inside', { a: [{ 'x-api-key': 'sk-canary' }] }, 'a.0.x-api-key: expected no secret'],
    [
      'a secret among headers',
      { headers: { Authorization: 'Bearer canary' } },
      'headers.Authorization: expected no secret',
    ],
    ['a secret where its variable should be named', { apiKeyFrom: 'sk-canary' }, 'apiKeyFrom: expected the name of an'],
    ['numbers that JSON does not know', { rate: Number.POSITIVE_INFINITY }, 'rate: expected a value of JSON'],
    ['too many levels', { a: nested(17) }, ': expected at most 16 levels'],
    ['too many values', { a: Array.from({ length: 5_000 }, () => 1) }, ': expected at most 5000 values'],
    ['too many characters', { a: 'x'.repeat(65_536) }, ': expected at most 65536 characters'],
  ])('with %s are refused, without quoting it', (_what, settings, problem) => {
    const problems = problemsOf(settings);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems.join()).not.toContain('canary');
  });

  it('that contain themselves are refused at once', () => {
    const endless: unknown[] = [];
    for (let index = 0; index < 10; index += 1) endless.push(endless);
    expect(problemsOf({ endless })).toHaveLength(1);
  });

  it('name variables wherever they stand', () => {
    const settings: ServiceSettingValues = {
      apiKeyFrom: 'A',
      credentials: [{ tenants: ['t'], apiKeyFrom: ['B', 'C'] }],
    };
    expect(namedVariables(settings)).toEqual([
      { setting: 'settings.apiKeyFrom', variable: 'A' },
      { setting: 'settings.credentials[0].apiKeyFrom[0]', variable: 'B' },
      { setting: 'settings.credentials[0].apiKeyFrom[1]', variable: 'C' },
    ]);
  });

  it('have their files resolved, and nothing else', () => {
    const settings: ServiceSettingValues = { file: 'x', list: [{ apiKeyFile: 'keys/a' }], rate: 1, nothing: null };
    expect(resolveFiles(settings, '/etc')).toEqual({ ...settings, list: [{ apiKeyFile: '/etc/keys/a' }] });
  });
});
