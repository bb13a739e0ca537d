import { IssuerError } from '../identity/issuers/issuer-error.js';
import { checkIssuerUrl } from '../identity/issuers/issuer-url.js';
import { ROLES } from '../identity/roles.js';
import type { ConfigSettings } from './config-schema.js';
import type { Environment } from './environment-settings.js';
import type { IssuerSettings } from './issuer-settings.js';

/** A setting that is wrong beside others that are right. */
export interface IdentityProblem {
  readonly setting: string;
  readonly message: string;
}

type Settings = Pick<ConfigSettings, 'identity' | 'access' | 'server' | 'mode'>;

/** What is wrong with who may call, where one setting alone does not tell it. */
export function identityProblems(settings: Settings, env: Environment): readonly IdentityProblem[] {
  const { identity, access, server, mode } = settings;
  const known = new Set<string>([...ROLES, ...Object.keys(access.roles)]);
  const rolesAt = (setting: string, roles: readonly string[]) =>
    roles
      .filter((role) => !known.has(role))
      .map((role) => ({ setting, message: `there is no role "${role}"; known are ${[...known].join(', ')}` }));
  const { issuers, certificates, anonymous, cookie } = identity;
  return [
    ...issuers.flatMap((issuer) => issuerProblems(issuer, mode, env)),
    ...issuers.flatMap(({ name, roles }) =>
      rolesAt(`identity.issuers: ${name}: roles`, [
        ...(roles?.always ?? []),
        ...Object.values(roles?.map ?? {}).flat(),
      ]),
    ),
    ...certificates.flatMap(({ name, roles }) => rolesAt(`identity.certificates: ${name}: roles`, roles)),
    ...rolesAt('identity.anonymous.role', anonymous ? [anonymous.role] : []),
    ...(certificates.length > 0 && server.tls?.clientCa === undefined
      ? [{ setting: 'identity.certificates', message: 'set server.tls.clientCa: who signs them' }]
      : []),
    ...(cookie !== undefined && server.publicUrl === undefined
      ? [
          {
            setting: 'identity.cookie',
            message: 'set server.publicUrl: pages of other origins must not use the cookie',
          },
        ]
      : []),
  ];
}

function issuerProblems(
  { name, issuer, jwt, introspection }: IssuerSettings,
  mode: ConfigSettings['mode'],
  env: Environment,
): readonly IdentityProblem[] {
  const urls = [issuer, jwt && jwt.jwksUrl, introspection?.url].filter((url) => typeof url === 'string');
  const setting = `identity.issuers: ${name}`;
  const problems = urls.flatMap((url) => {
    try {
      checkIssuerUrl(url, { name, allowLoopback: mode === 'development' });
      return [];
    } catch (error) {
      if (!(error instanceof IssuerError)) throw error;
      return [{ setting, message: error.problem }];
    }
  });
  const secret = introspection?.clientSecretFrom;
  if (secret === undefined || env[secret]) return problems;
  return [...problems, { setting, message: `set the environment variable ${secret}` }];
}
