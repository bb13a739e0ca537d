import { join } from 'node:path';

import type { Logger } from '@sluice/telemetry';
import type { FastifyInstance } from 'fastify';

import type { Authenticator } from '../identity/authenticate.js';
import type { MediaAccess } from '../routing/media-access.js';
import { readExampleMedia } from './example-media.js';
import { createGuardedFetch, type GuardedFetchOptions } from './fetch/guarded-fetch.js';
import { mediaRoutes } from './http/media-routes.js';
import { createMediaIngest } from './ingest-media.js';
import type { MediaResolver } from './media-resolver.js';
import type { MediaSettings } from '../config/media-settings.js';
import type { StorePolicy } from './store/bounded-media-store.js';
import { createDiskMediaStore } from './store/disk-media-store.js';
import type { MediaStore } from './store/media-store.js';
import { createS3MediaStore } from './store/s3-media-store.js';
import { givenSigningKeys, readOrCreateSigningKeys } from './urls/signing-keys.js';
import { createServiceAccess } from './service-access.js';
import { createMediaUrls, type MediaUrls } from './urls/media-url.js';

export interface MediaOptions {
  readonly settings: MediaSettings;
  /** Absolute: media and the key of their URLs stand in it unless they are configured elsewhere. */
  readonly dataDir: string;
  /** `SLUICE_MEDIA_KEYS` and, for a bucket, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where callers reach this gateway, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Where it listens: services on this machine reach it there. */
  readonly listenUrl: () => string;
  /** The folder of example pictures; null for none. */
  readonly examplesFolder: string | null;
  readonly logger: Logger;
  /** Replaces parts of the guard; only tests, which have nothing but loopback, do that. */
  readonly guard?: Partial<GuardedFetchOptions>;
}

/** The media phase: how pictures and sounds come in, where they are kept, and how they are read. */
export interface Media {
  /** To immutable, signed URLs of this gateway. */
  readonly resolve: MediaResolver;
  /** How services read what is stored, and store what they make. */
  readonly forServices: MediaAccess;
  readonly urls: MediaUrls;
  readonly store: MediaStore;
  /** Adds the routes below `/media`. */
  routes(app: FastifyInstance, options: MediaRouteOptions): Promise<void>;
  close(): Promise<void>;
}

export interface MediaRouteOptions {
  readonly authenticator: Authenticator;
  readonly requestTimeoutMs: number;
}

/** @throws TypeError when a setting of the environment is missing or cannot be read; it names the setting */
export async function createMedia(options: MediaOptions): Promise<Media> {
  const { settings, publicUrl, listenUrl, examplesFolder } = options;
  const { maxBytes, maxPixels, maxPerOperation, urlLifetimeMs } = settings;
  const limits = { maxBytes, maxPixels };
  const urls = createMediaUrls({ keys: await signingKeys(options), publicUrl, readLifetimeMs: urlLifetimeMs });
  const store = createStore(options);
  const { allowHttp, ports, maxRedirects, ...timeouts } = settings.fetch;
  const fetchUrl = createGuardedFetch({
    maxBytes,
    allowHttp,
    maxRedirects,
    timeouts,
    ...(ports && { ports }),
    ...options.guard,
  });
  const examples = readExampleMedia(examplesFolder);
  const resolve = createMediaIngest({ store, urls, fetchUrl, examples, limits, maxPerOperation });
  return {
    resolve,
    forServices: createServiceAccess({
      urls,
      maxBytes,
      listenUrl,
      remoteUrl: () => settings.servicesUrl ?? publicUrl(),
    }),
    urls,
    store,
    routes: (app, routes) => mediaRoutes(app, { store, urls, limits, ...routes }),
    close: () => store.close(),
  };
}

function signingKeys({ environment, dataDir }: MediaOptions) {
  return givenSigningKeys(environment) ?? readOrCreateSigningKeys(join(dataDir, 'media-keys'));
}

function createStore({ settings, dataDir, environment, logger }: MediaOptions): MediaStore {
  const { s3, tenant, total, lifetimeMs, minAgeMs } = settings.store;
  const onSweepFailed = (error: unknown) => logger.warn({ error }, 'Expired media could not be looked for.');
  const policy: StorePolicy = { lifetimeMs, minAgeMs, bounds: { tenant, total }, onSweepFailed };
  if (!s3) return createDiskMediaStore({ folder: join(dataDir, 'media'), ...policy });
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const credentials = {
    accessKeyId: required(environment, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: required(environment, 'AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
  };
  return createS3MediaStore({ s3: { ...s3, ...credentials }, ...policy });
}

function required(environment: MediaOptions['environment'], name: string): string {
  const value = environment[name];
  if (!value) throw new TypeError(`A bucket for media needs ${name}; set it, or remove media.store.s3.`);
  return value;
}
