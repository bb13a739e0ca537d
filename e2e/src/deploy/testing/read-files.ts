import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments, parse } from 'yaml';

import { ROOT } from '../../testing/start-sluice.js';

export const DEPLOY = join(ROOT, 'deploy');

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
  /** Where it stands. */
  readonly file: string;
}

/** Every object of the folder, what kustomize reads itself apart. */
export function readManifests(): readonly Manifest[] {
  const folder = join(DEPLOY, 'kubernetes');
  const files = readdirSync(folder).filter((file) => !['kustomization.yaml', 'sluice.yaml'].includes(file));
  return files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => ({
      ...(document.toJS() as Omit<Manifest, 'file'>),
      file,
    })),
  );
}

export interface Container {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly [probe: `${string}Probe`]: { readonly httpGet: { readonly path: string; readonly port: string } };
}

/** The container of a Deployment. */
export function containerOf(name: string): Container {
  const found = readManifests().find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name);
  if (!found) throw new Error(`There is no Deployment ${name}.`);
  const { template } = found.spec as { template: { spec: { containers: readonly [Container] } } };
  return template.spec.containers[0];
}

export interface ComposeService {
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
}

/** With what is written once and used in several places. */
export function readCompose(): Compose {
  return parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8'), { merge: true }) as Compose;
}
