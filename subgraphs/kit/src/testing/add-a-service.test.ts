import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineServiceContract } from './contract/define-service-contract.js';
import { type ServiceProcess, startServiceProcess } from './start-service-process.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const PAGE = join(ROOT, 'docs/add-a-service.md');
const FILE = /^`(?<path>subgraphs\/\S+)`\n\n```\w+\n(?<text>.*?)^```$/gmsu;
const MOST_LINES = 40;
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

let folder: string;
let files: Map<string, string>;
const main = () => join(folder, 'subgraphs/word-list/dist/main.js');

/** Writes the page's files as they stand, below the repository so that its packages are found, and compiles them. */
beforeAll(async () => {
  const page = await readFile(PAGE, 'utf8');
  files = new Map([...page.matchAll(FILE)].map(({ groups }) => [groups?.['path'] ?? '', groups?.['text'] ?? '']));
  const dist = join(ROOT, 'subgraphs/kit/dist');
  folder = await mkdtemp(join(dist, 'add-a-service-'));
  await symlink(join(ROOT, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await promisify(execFile)(process.execPath, [TSC, '-b', join(folder, 'subgraphs/word-list')]).catch(
    ({ stdout }: { stdout?: string }) => {
      throw new Error(`The page's service does not compile.\n${stdout}`);
    },
  );
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('docs/add-a-service.md', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await startServiceProcess(main());
  });
  afterAll(async () => service[Symbol.asyncDispose]());

  it(`has a service of fewer than ${MOST_LINES} lines`, () => {
    const lines = files.get('subgraphs/word-list/src/main.ts')?.split('\n').length ?? MOST_LINES;
    expect(lines).toBeLessThan(MOST_LINES);
  });

  it('has a service that answers', async () => {
    const representations = ['Click here for free money!', 'Good morning.'].map((content) => ({
      __typename: 'Text',
      content,
    }));
    const { entities, errors } = await service.entities(
      'moderation { flagged model categories { name flagged } usage { inputCharacters } }',
      representations,
    );
    expect(errors).toEqual([]);
    expect(entities).toMatchObject([
      {
        moderation: {
          flagged: true,
          model: 'word-list-1',
          categories: [
            { name: 'profanity', flagged: false },
            { name: 'spam', flagged: true },
          ],
        },
      },
      { moderation: { flagged: false, usage: { inputCharacters: 13 } } },
    ]);
  });

  it('shows the call of the contract as this test makes it', () => {
    const shown = files.get('subgraphs/word-list/src/word-list.contract.test.ts');
    expect(shown).toContain("{ capabilities: ['moderation'], failing: 'never' }");
  });
});

defineServiceContract((options) => startServiceProcess(main(), options), {
  capabilities: ['moderation'],
  failing: 'never',
});
