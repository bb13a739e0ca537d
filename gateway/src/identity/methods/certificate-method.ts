import { ServiceError } from '@sluice/schema';
import type { SubjectName } from '@sluice/schema/tls';

import type { CertificateSettings } from '../../config/caller-settings.js';
import type { AuthenticationMethod } from '../authenticate.js';
import type { ClientCertificate } from '../credentials.js';
import type { PermissionsOf } from '../issuers/to-principal.js';
import type { Principal } from '../principal.js';

export interface CertificateMethodOptions {
  readonly settings: readonly CertificateSettings[];
  readonly permissionsOf: PermissionsOf;
  /** Whether a certificate was revoked here, by its thumbprint. */
  readonly isRevoked: (thumbprint: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Rule {
  readonly settings: CertificateSettings;
  readonly matches: (name: SubjectName) => boolean;
}

/**
 * Client certificates whose authority the TLS layer has checked, as callers by their subject alternative names. The
 * common name is not looked at. A credential in a header counts more: many services of one machine share its certificate.
 */
export function createCertificateMethod(options: CertificateMethodOptions): AuthenticationMethod {
  const rules = options.settings.map((settings): Rule => ({ settings, matches: createMatcher(settings) }));
  // Of a connection it is always the same object.
  const known = new WeakMap<ClientCertificate, Principal>();
  return {
    recognizes: ({ token, certificate }) => token === null && certificate !== undefined,
    async authenticate({ certificate }) {
      if (!certificate) return refusal();
      const principal = known.get(certificate) ?? findPrincipal(certificate, rules, options);
      // A connection may outlive the certificate that it was opened with.
      if (!principal || certificate.expiresAt <= options.now()) return refusal();
      if (options.isRevoked(certificate.thumbprint)) return refusal();
      known.set(certificate, principal);
      return principal;
    },
  };
}

function refusal(): ServiceError {
  return new ServiceError('UNAUTHENTICATED', 'The client certificate belongs to nobody who may call.');
}

/** The first rule that fits decides. */
function findPrincipal(
  { names, thumbprint, expiresAt }: ClientCertificate,
  rules: readonly Rule[],
  { permissionsOf }: CertificateMethodOptions,
): Principal | null {
  for (const { settings, matches } of rules) {
    const found = names.find(matches);
    if (!found) continue;
    const { name, tenant, roles } = settings;
    return Object.freeze({
      id: `${name}:${found.value}`,
      tenant,
      kind: 'certificate',
      roles,
      permissions: permissionsOf(roles),
      credential: thumbprint,
      expiresAt,
    });
  }
  return null;
}

/** `*` is one label of a DNS name, one part of an e-mail address, one segment of a URI: never more, never nothing. */
function createMatcher({ type, pattern }: CertificateSettings): Rule['matches'] {
  const part = { DNS: '[^.]+', email: '[^@]+', URI: '[^/]+', IP: '[^/]+' }[type];
  const escaped = pattern.split('*').map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  const whole = new RegExp(`^${escaped.join(part)}$`, type === 'DNS' ? 'i' : '');
  return (name) => name.type === type && name.value.length <= MAX_NAME && whole.test(name.value);
}

const MAX_NAME = 500;
