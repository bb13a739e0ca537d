import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import { ROOT } from './testing/start-sluice.js';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const BLOCK = /^`(?<path>\S+\.ts)`\n\n```ts\n(?<text>.*?)^```$/gmsu;
const blocks = [...read('docs/clients.md').matchAll(BLOCK)].map(
  ({ groups }) => [groups?.['path'] ?? '', groups?.['text'] ?? ''] as const,
);

describe('docs/clients.md', () => {
  it.each(blocks)('shows %s as the tests run it', (path, text) => {
    const file = read(path);
    // A recipe is shown as a whole; of other files the part that matters.
    expect(path.includes('/recipes/') ? file === text : file.includes(text)).toBe(true);
  });

  it('leaves no recipe out', async () => {
    const files = await readdir(join(ROOT, 'e2e/src/recipes'));
    const recipes = files.filter((file) => file !== 'all-recipes.ts').map((file) => `e2e/src/recipes/${file}`);
    expect(blocks.map(([path]) => path)).toEqual(expect.arrayContaining(recipes));
  });
});
