import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@sluice/telemetry';

import { createSnapshot, readSupergraphSdl } from '../../supergraph/snapshot.js';
import type { Policy } from './policies.js';
import { type Asker, startAsker } from './testing/start-asker.js';

const MIXED = '{ text(content: "x") { content language { model } } }';

/** Lines of the log about access. */
function createRecorder() {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const decisions = () => lines.filter(({ msg, message }) => (msg ?? message) === 'Access was decided.');
  return { logger: createLogger({ name: 'test', level: 'debug', destination }), decisions };
}

/** Puts a policy on a field of the graph that the gateway serves. */
function demandPolicy({ gateway }: Asker, policies: string): void {
  const sdl = readSupergraphSdl()
    .replace(
      '@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)',
      '$& @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)',
    )
    .replace(
      'directive @authenticated',
      'directive @policy(policies: [[policy__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM\nscalar policy__Policy\ndirective @authenticated',
    )
    .replace('@requiresScopes(scopes: [["context:identify-language"]]) @call', `@policy(policies: ${policies}) $&`);
  gateway.gateway.supergraph.replace(createSnapshot(sdl));
}

describe('access', () => {
  it('refuses the whole operation where it is told to reject', async () => {
    await using asker = await startAsker({}, { access: { mode: 'reject' } });
    const { status, data, errors, asked } = await asker.ask('viewer', MIXED);
    expect([status, data ?? null, asked]).toEqual([403, null, '']);
    expect(errors).toMatchObject([
      {
        path: ['text', 'language'],
        extensions: { code: 'FORBIDDEN', rule: '@requiresScopes context:identify-language' },
      },
    ]);
    expect(await asker.ask('developer', MIXED)).toMatchObject({ status: 200, errors: [] });
  });

  it('denies nothing in a dry run, and reports what it would have denied', async () => {
    const { logger, decisions } = createRecorder();
    await using asker = await startAsker({}, { logger, access: { dryRun: true } });
    expect(await asker.ask('viewer', MIXED)).toMatchObject({
      data: { text: { language: { model: 'canary-Language.model' } } },
      errors: [],
    });
    expect(decisions().at(-1)).toMatchObject({ effect: 'dry-run', role: 'viewer', coordinates: ['Text.language'] });
  });

  it('logs and counts every decision, by field, role and rule', async () => {
    const { logger, decisions } = createRecorder();
    await using asker = await startAsker({}, { logger });
    await asker.ask('viewer', MIXED);
    await asker.ask('developer', MIXED);
    const [cut, allowed] = decisions();
    expect(cut).toMatchObject({
      role: 'viewer',
      effect: 'cut',
      denied: 1,
      coordinates: ['Text.language'],
      rules: ['@requiresScopes context:identify-language'],
    });
    expect(allowed).toMatchObject({ role: 'developer', effect: 'allowed', denied: 0, checks: 4 });
    const metrics = await (await fetch(`${asker.gateway.url}/metrics`)).text();
    expect(metrics).toContain(
      'access_denied_total{coordinate="Text.language",rule="@requiresScopes context:identify-language",role="viewer"} 1',
    );
    expect(metrics).toMatch(/access_allowed_total 7/);
  });
});

describe('a policy', () => {
  const decides = async (decide: Policy, policies = '[["office-hours"]]') => {
    await using asker = await startAsker({}, { policies: { 'office-hours': decide, always: () => true } });
    demandPolicy(asker, policies);
    const { errors } = await asker.ask('developer', MIXED);
    return errors.map(({ extensions }) => extensions['rule']);
  };
  const DENIED = ['@policy office-hours'];

  it('allows by true alone', async () => {
    expect(await decides(async ({ principal }) => principal.roles.includes('developer'))).toEqual([]);
    expect(await decides(() => false)).toEqual(DENIED);
    expect(await decides(() => 'yes' as never)).toEqual(DENIED);
  });

  it('denies where it fails, takes too long, or is not there', async () => {
    const fail = () => {
      throw new Error('secret');
    };
    expect(await decides(fail)).toEqual(DENIED);
    expect(await decides(() => new Promise<boolean>(() => {}))).toEqual(DENIED);
    expect(await decides(() => true, '[["office-hours", "unknown"]]')).toEqual(['@policy office-hours and unknown']);
  });

  it('is one of several where they stand in several lists', async () => {
    expect(await decides(() => false, '[["office-hours"], ["always"]]')).toEqual([]);
    expect(await decides(() => false, '[["office-hours", "always"]]')).toEqual(['@policy office-hours and always']);
  });

  it('is asked once an operation', async () => {
    let times = 0;
    await decides(() => ++times > 0);
    expect(times).toBe(1);
  });
});
