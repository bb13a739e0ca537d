import { z } from 'zod';

import { roleNames, tenantName } from './caller-settings.js';

/** Only asymmetric ones: a secret that the gateway shares with the issuer could sign as well. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
  'EdDSA',
] as const;

const url = z.url({ protocol: /^https?$/, error: 'expected a URL that begins with https://' }).max(2_048);

const claim = z
  .union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(5)])
  .describe('The name of a claim, or the path to it: `[realm_access, roles]`.');

const values = z.record(z.string().min(1).max(200), z.array(z.string().min(1).max(100)).max(50));

const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,99}$/, { error: 'expected the name of an environment variable, such as LOGIN_SECRET' });

const jwt = z.strictObject({
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['RS256', 'PS256', 'ES256', 'EdDSA']),
  types: z
    .array(z.string().min(1).max(50))
    .min(1)
    .default(['at+jwt'])
    .describe('What the header says a token is (`typ`). Where an issuer marks access tokens as `JWT`, add that.'),
  requiredClaims: z.array(z.string().min(1).max(200)).max(20).default([]).describe('Beside iss, aud, sub and exp.'),
  clockSkewSeconds: z.int().min(0).max(300).default(60).describe("How far the issuer's clock may differ."),
  jwksUrl: url.exactOptional().describe("The issuer's keys, where its metadata do not tell."),
});

const introspection = z.strictObject({
  url: url.exactOptional().describe("The endpoint, where the issuer's metadata do not tell."),
  clientId: z.string().min(1).max(200).describe('The gateway, as the issuer knows it.'),
  clientSecretFrom: variable.describe('The environment variable that holds its secret.'),
  authentication: z
    .enum(['client_secret_basic', 'client_secret_post'])
    .default('client_secret_basic')
    .describe('How the gateway proves itself.'),
  cacheSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(30)
    .describe('How long an answer counts: a token that is withdrawn at the issuer may be used for as long.'),
  requireAudience: z
    .boolean()
    .default(true)
    .describe('Whether an answer without `aud` refuses; false where the issuer tells none.'),
});

/** An OpenID provider or OAuth authorization server whose access tokens are taken. */
export const issuerSettings = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'expected lower-case letters, digits and hyphens, a letter first' })
      .describe('The name in logs; it begins the ids of its callers.'),
    issuer: url.describe('The issuer, exactly as its tokens and metadata name it.'),
    audience: z.array(z.string().min(1).max(500)).min(1).max(10).describe('Whom tokens must be for: any of these.'),
    network: z
      .enum(['public', 'private'])
      .default('public')
      .describe('Where it stands: in a private network, or on the Internet alone. Development allows this machine.'),
    jwt: z
      .union([z.literal(false), jwt])
      .prefault({})
      .describe('Signed tokens (JWT, RFC 9068); false for none.'),
    introspection: introspection.exactOptional().describe('Opaque tokens, which the issuer is asked about (RFC 7662).'),
    tenant: z
      .union([
        z.strictObject({ value: tenantName }),
        z.strictObject({ claim, allowed: z.array(tenantName).max(1000).exactOptional() }),
      ])
      .default({ value: 'default' })
      .describe('Whose its callers are: always the same tenant, or the one that a claim names.'),
    roles: z
      .strictObject({
        claim: claim.exactOptional(),
        map: values.default({}).describe('What a value of the claim makes of the caller.'),
        always: roleNames.default([]).describe('What every caller is.'),
      })
      .exactOptional()
      .describe('What its callers are. A value that is not mapped gives nothing.'),
    scopes: z
      .strictObject({
        claim: claim.default('scope'),
        map: values
          .exactOptional()
          .describe('The permissions of a scope. Without it, a scope is the permission it names.'),
      })
      .exactOptional()
      .describe('What a token is for. With roles as well, it may do what both allow.'),
  })
  .refine(({ jwt: signed, introspection: opaque }) => signed !== false || opaque !== undefined, {
    error: 'expected `jwt` or `introspection`',
  })
  .refine(({ roles, scopes }) => roles !== undefined || scopes !== undefined, {
    error: 'expected `roles` or `scopes`, since nothing is allowed by default',
  });

/** Validated. */
export type IssuerSettings = z.output<typeof issuerSettings>;
export type JwtSettings = z.output<typeof jwt>;
export type IntrospectionSettings = z.output<typeof introspection>;
