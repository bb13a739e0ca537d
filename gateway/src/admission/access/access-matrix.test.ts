import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FIELDS, PATHS } from './testing/protected-paths.js';
import { type Answer, type Asker, startAsker } from './testing/start-asker.js';

let asker: Asker;
beforeAll(async () => void (asker = await startAsker()));
afterAll(async () => await asker[Symbol.asyncDispose]());

const ALLOWED = ['admin', 'developer', 'service'];
const DENIED = ['operator', 'viewer', 'nobody'];

function expectAnswered({ status, errors, text }: Answer): void {
  expect([status, errors]).toEqual([200, []]);
  expect(text).toContain('canary-');
}

function expectDenied({ status, errors, data, asked }: Answer, name: string, permission: string): void {
  expect(status).toBe(200);
  expect(errors.length).toBeGreaterThan(0);
  const rule = `@requiresScopes ${permission}`;
  for (const { extensions, path } of errors) {
    expect(extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE', rule });
    expect([name, 'b']).toContain(path?.at(-1));
  }
  expect(JSON.stringify(data)).not.toContain('canary-');
  expect(asked).not.toContain(name);
}

describe('every protected field of a text', () => {
  it.each(PATHS)('asked for %s, is answered to those who may', async (_, query) => {
    for (const role of ALLOWED) {
      for (const [, selection] of FIELDS) expectAnswered(await asker.ask(role, query(selection)));
    }
  });

  it.each(PATHS)('asked for %s, is denied to those who may not, and no service is asked', async (_, query) => {
    for (const role of DENIED) {
      for (const [name, selection, permission] of FIELDS)
        expectDenied(await asker.ask(role, query(selection)), name, permission);
    }
  });
});
