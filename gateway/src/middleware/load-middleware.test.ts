import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { loadMiddleware } from './load-middleware.js';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sluice-middleware-'))));
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function load(source: string, options?: unknown) {
  const file = join(folder, `m${(count += 1)}.mjs`);
  await writeFile(file, source);
  return await loadMiddleware([{ file, options }]);
}

describe('loading middleware', () => {
  it('takes a module whose default export is one', async () => {
    const [loaded] = await load("export default { name: 'a', onAdmit() {} };");
    expect(loaded).toMatchObject({ name: 'a', onAdmit: expect.any(Function) });
  });

  it('hands the options to a default export that makes one', async () => {
    const [loaded] = await load('export default async ({ name }) => ({ name });', { name: 'b' });
    expect(loaded).toEqual({ name: 'b' });
  });

  it.each([
    ['export default 7;', 'expected the default export to be a middleware, or a function that makes one'],
    ['export const a = 1;', 'expected the default export to be a middleware, or a function that makes one'],
    ['export default {};', 'expected the middleware to have a `name`'],
    ["export default { name: 'a', onAdmitted() {} };", 'there is no hook `onAdmitted`'],
    ["export default { name: 'a', onAdmit: true };", 'expected `onAdmit` to be a function'],
    ["export default () => { throw new Error('no list'); };", 'refuses its options: no list'],
    ['export default {', 'cannot be imported: '],
  ])('refuses %s', async (source, problem) => {
    await expect(load(source)).rejects.toMatchObject({
      name: 'MiddlewareError',
      message: expect.stringContaining(problem),
    });
  });

  it('names the file that is not there', async () => {
    const file = join(folder, 'none.mjs');
    await expect(loadMiddleware([{ file, options: undefined }])).rejects.toMatchObject({ file });
  });
});
