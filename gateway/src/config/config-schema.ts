import { z } from 'zod';

import { accessSettings } from './access-settings.js';
import { callCacheSettings } from './call-cache-settings.js';
import { contextSettings } from './context-settings.js';
import { executionSettings } from './execution-settings.js';
import { discoverySettings, hasOnePlace, mayHaveTls, onePlace } from './discovery-settings.js';
import { identitySettings } from './identity-settings.js';
import { isAddressRange } from '../network/address-range.js';
import { operationLimits } from './limit-settings.js';
import { mediaSettings } from './media-settings.js';
import { middlewareSettings } from './middleware-settings.js';
import { rateSettings } from './rate-settings.js';
import { routingSettings } from './routing-settings.js';
import { routeSettings } from './route-settings.js';
import { serviceSettings } from './service-settings.js';
import { registrationSettings } from './registration-settings.js';
import { storageSettings } from './storage-settings.js';
import { subscriptionSettings } from './subscription-settings.js';
import { milliseconds, serviceTimeouts } from './timeout-settings.js';
import { webhookSettings } from './webhook-settings.js';

const MEBIBYTE = 1024 * 1024;

const origin = z
  .string()
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, {
    error: 'expected an origin such as "https://app.example.com": a scheme, a host, and no path',
  })
  .describe('An origin: scheme, host and port, such as `https://app.example.com`.');

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected a URL that begins with http:// or https://' });

const server = z.strictObject({
  role: z
    .enum(['all', 'gateway', 'worker'])
    .default('all')
    .describe(
      'What this process does: `gateway` takes operations, `worker` runs executions, `all` does both. ' +
        'The first two need a `storage.databaseUrl` to share. Also: SLUICE_ROLE.',
    ),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address to listen on; `0.0.0.0` takes callers from outside.'),
  port: z.int().min(0).max(65_535).default(4000).describe('The port to listen on; 0 takes a free one. Also: PORT.'),
  publicUrl: httpUrl.optional().describe('Where callers reach this gateway, when that is not http://host:port.'),
  bodyLimitBytes: z
    .int()
    .min(1024)
    .max(256 * MEBIBYTE)
    .default(12 * MEBIBYTE)
    .describe('The largest request body. Pictures travel as data URLs, a third larger than their bytes.'),
  requestTimeoutMs: milliseconds(120_000, 'The longest time that one operation may take.'),
  tls: z
    .strictObject({
      cert: z.string().min(1).describe('A PEM file, relative to this one: the certificate and its chain.'),
      key: z.string().min(1).describe('A PEM file, relative to this one: the private key.'),
      clientCa: z
        .string()
        .min(1)
        .exactOptional()
        .describe(
          'A PEM file, relative to this one: the authorities of client certificates, which are asked for then.',
        ),
    })
    .optional()
    .describe('Serves HTTPS, with HTTP/2 for those who speak it.'),
  trustedProxies: z
    .array(z.string().refine(isAddressRange, { error: 'expected an address or a CIDR range, such as 10.0.0.0/8' }))
    .max(100)
    .default([])
    .describe('The proxies whose `X-Forwarded-For` tells where callers come from. Nobody else is believed.'),
  cors: z
    .strictObject({
      origins: z.array(origin).max(100).default([]).describe('Web origins that may call from a browser.'),
    })
    .prefault({})
    .describe('Who may call from a browser. In development, Apollo Studio may always.'),
});

const limits = z.strictObject({
  ...operationLimits,
  maxErrors: z.int().min(1).max(1000).default(5).describe('The most validation errors that one answer lists.'),
  maxCoercionErrors: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe('The most errors in variables that one answer lists.'),
  subscriptions: subscriptionSettings.prefault({}).describe('WebSockets and streamed answers.'),
});

const capability = z.strictObject({
  priority: z
    .int()
    .min(0)
    .max(1000)
    .default(100)
    .describe('Services with a smaller number are asked first; equal ones share the load.'),
});

const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,99}$/, { error: 'expected the name of an environment variable, such as SLUICE_GGUF' });

const serviceTls = z
  .strictObject({
    cert: z.string().min(1).describe('A PEM file, relative to this one: the certificate that the gateway shows.'),
    key: z.string().min(1).describe('A PEM file, relative to this one: its private key.'),
    ca: z
      .string()
      .min(1)
      .optional()
      .describe("A PEM file, relative to this one: the authorities of the service's certificate. Else the system's."),
    crl: z
      .string()
      .min(1)
      .optional()
      .describe('A PEM file, relative to this one: what each authority of `ca` has revoked.'),
    names: z
      .array(z.string().min(1).max(1_000))
      .min(1)
      .max(20)
      .optional()
      .describe('The service must have a certificate for one of these names, instead of the host of its `url`.'),
  })
  .refine(({ ca, crl }) => crl === undefined || ca !== undefined, {
    path: ['crl'],
    error: 'expected `ca` beside it: the authorities whose list it is',
  })
  .describe('Mutual TLS with a service at an https `url`: each shows the other a certificate.');

const service = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'expected lower-case letters, digits and hyphens, a letter first' })
      .describe('The name in logs, metrics and errors.'),
    run: z
      .string()
      .min(1)
      .optional()
      .describe('A JavaScript file, relative to this one, that is started and supervised as a process of its own.'),
    url: httpUrl.optional().describe('The base URL of a service that already runs.'),
    discover: discoverySettings.optional().describe('Where DNS tells of the instances of a service.'),
    registers: z
      .literal(true)
      .optional()
      .describe('Instances of the service register themselves; its other settings are for them.'),
    environment: z
      .array(variable)
      .max(50)
      .default([])
      .describe('Names of environment variables that a started service gets; of others it sees none of ours.'),
    settings: serviceSettings.optional(),
    tokenFrom: variable
      .optional()
      .describe(
        'The environment variable that holds the token that a service which is not started here demands of its callers.',
      ),
    tls: serviceTls.optional(),
    onlyWith: variable.optional().describe('The service is left out where this environment variable is not set.'),
    timeouts: serviceTimeouts.prefault({}).describe('How long its calls may take.'),
    capabilities: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/), capability)
      .default({})
      .describe('Its priority, capability by capability, where that is not the default.'),
  })
  .refine(hasOnePlace, {
    error: 'expected one of `run` (a file to start), `url` (a service that already runs), `discover` and `registers`',
  })
  .refine((each) => each.tls === undefined || mayHaveTls(each), {
    path: ['tls'],
    error: 'expected a `url` that begins with https://, to which `tls` belongs',
  })
  .refine(({ settings, run }) => settings === undefined || run !== undefined, {
    path: ['settings'],
    error: 'expected `run`: a service at a `url` was given its settings by whoever started it',
  })
  .meta(onePlace);

const services = z
  .array(service)
  .max(100)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    error: 'expected every service to have a name of its own',
  })
  .describe('The AI services behind the gateway.');

/** `sluice.yaml` as it is written, with the default of each setting; `sluice.schema.json` is generated from it. */
export const configSchema = z
  .strictObject({
    mode: z
      .enum(['development', 'production'])
      .default('development')
      .describe('Development fills keys in and explains errors; production does neither. Also: NODE_ENV=production.'),
    server: server.prefault({}).describe('The public HTTP server.'),
    dataDir: z.string().min(1).default('.sluice').describe('The folder of keys and state. Also: SLUICE_DATA_DIR.'),
    identity: identitySettings.prefault({}).describe('Who may call.'),
    access: accessSettings.prefault({}).describe('Who may read and run what.'),
    limits: limits.prefault({}).describe('What one operation may be.'),
    rateLimits: rateSettings.prefault({}).describe('How often callers may have AI services called.'),
    contexts: contextSettings.prefault({}).describe('What one unit of AI work may be.'),
    middleware: middlewareSettings.prefault({}).describe("Code of one's own at the phases of a request."),
    executions: executionSettings.prefault({}).describe('Durable executions.'),
    media: mediaSettings.prefault({}).describe('Pictures and sounds: how they come in, and where they are kept.'),
    registration: registrationSettings.prefault({}).describe('Services that register themselves.'),
    storage: storageSettings.prefault({}).describe('Where state stands, beside the data folder.'),
    callCache: callCacheSettings.prefault({}).describe('Answers of AI services that are kept.'),
    services,
    webhooks: webhookSettings.prefault({}).describe('What is told of executions that have ended, and to whom.'),
    routing: routingSettings.prefault({}).describe('How calls are sent to services.'),
    routes: routeSettings,
    logging: z
      .strictObject({
        level: z
          .enum(['debug', 'info', 'warn', 'error', 'silent'])
          .default('info')
          .describe('The least severe line that is written. Also: LOG_LEVEL.'),
      })
      .prefault({})
      .describe('JSON logs, on standard error.'),
  })
  .refine(({ callCache, storage }) => callCache.store === 'memory' || storage.redisUrl !== undefined, {
    path: ['callCache', 'store'],
    error: 'expected `storage.redisUrl` (or REDIS_URL) beside `redis`: it names the server',
  })
  .refine(({ server: { role }, storage }) => role === 'all' || storage.databaseUrl !== undefined, {
    path: ['server', 'role'],
    error: "expected `storage.databaseUrl` (or DATABASE_URL) beside it: the embedded database is one process's alone",
  })
  .refine(({ server: { role }, executions }) => role !== 'worker' || executions.concurrency > 0, {
    path: ['executions', 'concurrency'],
    error: 'expected 1 or more: a worker does nothing else',
  })
  .refine(({ services: list, registration }) => list.length > 0 || registration.enabled, {
    path: ['services'],
    error: 'expected at least one service, or `registration.enabled`',
  })
  .meta({ title: 'Sluice', description: 'The configuration of a Sluice gateway: sluice.yaml.' });

/** What the file and the environment say, validated, paths not yet resolved. */
export type ConfigSettings = z.output<typeof configSchema>;
