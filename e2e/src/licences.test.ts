import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

import { ROOT } from './testing/start-sluice.js';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const folders = readdirSync(join(ROOT, 'subgraphs')).map((name) => `subgraphs/${name}`);
const manifests = ['.', 'telemetry', 'schema', 'gateway', 'e2e', 'bench', ...folders].map(
  (folder) => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest,
);

it('The page of licences names every direct dependency', () => {
  const page = readFileSync(join(ROOT, 'docs/licences.md'), 'utf8');
  const names = manifests.flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  );
  const others = names.filter((name) => !name.startsWith('@sluice/'));
  expect(others.length).toBeGreaterThan(50);
  expect(others.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
