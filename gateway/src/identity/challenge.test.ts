import { expect, it } from '@jest/globals';

import { challengeFor } from './challenge.js';

const metadata = 'https://ai.example/.well-known/oauth-protected-resource';

it.each<[string, number, string[], string | null]>([
  ['no credential', 401, [], 'Bearer realm="sluice"'],
  ['a token that is not valid', 401, ['Bearer a'], 'Bearer realm="sluice", error="invalid_token"'],
  ['two headers', 401, ['Bearer a', 'Bearer a'], 'Bearer realm="sluice", error="invalid_request"'],
  ['another scheme', 401, ['Basic a'], 'Bearer realm="sluice", error="invalid_request"'],
  ['a token that may not do this', 403, ['Bearer a'], 'Bearer realm="sluice", error="insufficient_scope"'],
  ['nobody who may not do this', 403, [], null],
  ['a mistake of another kind', 400, ['Bearer a'], null],
])('the answer to %s says so', (_, status, authorization, challenge) => {
  const headers = authorization.length > 0 ? { authorization } : {};
  expect(challengeFor(status, headers, null)).toBe(challenge);
  const led = challenge && `${challenge}, resource_metadata="${metadata}"`;
  expect(challengeFor(status, headers, metadata)).toBe(led);
});
