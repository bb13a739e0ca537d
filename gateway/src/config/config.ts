import type { AccessSettings } from './access-settings.js';
import type { CallCacheSettings } from './call-cache-settings.js';
import type { ConfigSettings } from './config-schema.js';
import type { ContextSettings } from './context-settings.js';
import type { ExecutionSettings } from './execution-settings.js';
import type { DiscoverySettings } from './discovery-settings.js';
import type { IdentitySettings } from './identity-settings.js';
import type { OperationLimitSettings } from './limit-settings.js';
import type { MediaSettings } from './media-settings.js';
import type { MiddlewareConfig } from './middleware-settings.js';
import type { RateSettings } from './rate-settings.js';
import type { RoutingSettings } from './routing-settings.js';
import type { RouteSettings } from './route-settings.js';
import type { ServiceSettingValues } from './service-settings.js';
import type { RegistrationSettings } from './registration-settings.js';
import type { StorageSettings } from './storage-settings.js';
import type { SubscriptionSettings } from './subscription-settings.js';
import type { CallTimeouts } from './timeout-settings.js';
import type { WebhookSettings } from './webhook-settings.js';

/** What a process does: takes operations, runs executions, or both. */
export type Role = ConfigSettings['server']['role'];

/** What every service of the configuration has. */
interface ServiceSettings {
  readonly name: string;
  /** In milliseconds. */
  readonly timeouts: CallTimeouts;
  /** By capability, the smaller number first; a capability that is not named has 100. */
  readonly capabilities: Readonly<Record<string, { readonly priority: number }>>;
}

/** A service that the gateway starts and supervises. */
export interface RunService extends ServiceSettings {
  readonly kind: 'run';
  /** The JavaScript file to run, absolute. */
  readonly run: string;
  /** Names of the environment variables that it gets, beside those that every service gets: those of its settings too. */
  readonly environment: readonly string[];
  /** Its own, files absolute; without secrets, which they name. */
  readonly settings?: ServiceSettingValues;
}

/** Mutual TLS with a service. */
export interface ServiceTlsConfig {
  /** PEM files, absolute. */
  readonly cert: string;
  readonly key: string;
  /** Authorities of the service's certificate; without them those of the system. */
  readonly ca?: string;
  /** What those authorities have revoked; without it nothing is asked of revocation. */
  readonly crl?: string;
  /** Names of which its certificate must have one; without them the host of its URL. */
  readonly names?: readonly string[];
}

/** A service that runs already. */
export interface RemoteService extends ServiceSettings {
  readonly kind: 'url';
  /** Its base URL, without a slash at the end. */
  readonly url: string;
  /** The environment variable that holds the token that it demands of its callers. */
  readonly tokenFrom?: string;
  readonly tls?: ServiceTlsConfig;
}

/** A service whose instances DNS tells of. */
export interface DiscoveredService extends ServiceSettings, Pick<RemoteService, 'tokenFrom' | 'tls'> {
  readonly kind: 'dns';
  readonly discover: DiscoverySettings;
}

/** A service whose instances register themselves. */
export interface RegisteredService extends ServiceSettings, Pick<RemoteService, 'tokenFrom' | 'tls'> {
  readonly kind: 'registered';
}

/** An AI service behind the gateway. */
export type ServiceConfig = RunService | RemoteService | DiscoveredService | RegisteredService;

/** The whole configuration: validated, frozen, every path absolute. */
export interface Config {
  /** The file that it was read from, absolute. */
  readonly file: string;
  readonly mode: 'development' | 'production';
  readonly server: {
    readonly role: Role;
    readonly host: string;
    /** 0 takes a free one. */
    readonly port: number;
    readonly publicUrl?: string;
    readonly bodyLimitBytes: number;
    readonly requestTimeoutMs: number;
    /** PEM files; without them, plain HTTP is served. */
    readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
    /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed. */
    readonly trustedProxies: readonly string[];
    readonly cors: { readonly origins: readonly string[] };
  };
  readonly dataDir: string;
  readonly identity: Omit<IdentitySettings, 'keysFile'> & {
    /** Where the API keys stand; without it, development makes its own in the data folder. */
    readonly keysFile?: string;
  };
  /** Files of policies are absolute. */
  readonly access: AccessSettings;
  readonly limits: OperationLimitSettings & {
    readonly maxErrors: number;
    readonly maxCoercionErrors: number;
    readonly subscriptions: SubscriptionSettings;
  };
  readonly rateLimits: RateSettings;
  readonly contexts: ContextSettings;
  readonly middleware: MiddlewareConfig;
  readonly executions: ExecutionSettings;
  readonly webhooks: WebhookSettings;
  readonly media: MediaSettings;
  readonly registration: RegistrationSettings;
  readonly storage: StorageSettings;
  readonly callCache: CallCacheSettings;
  readonly services: readonly ServiceConfig[];
  readonly routing: RoutingSettings;
  readonly routes: readonly RouteSettings[];
  readonly logging: { readonly level: ConfigSettings['logging']['level'] };
}
