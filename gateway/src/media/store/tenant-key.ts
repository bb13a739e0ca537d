import { createHash } from 'node:crypto';

declare const brand: unique symbol;

/** A tenant as it stands in paths and URLs: 32 hexadecimal digits, whatever the tenant's own name holds. */
export type TenantKey = string & { readonly [brand]: 'tenant' };

const TENANT_KEY = /^[0-9a-f]{32}$/;

/** Not a secret: it only keeps names out of paths and URLs; access is by signature. */
export function tenantKey(tenant: string): TenantKey {
  return createHash('sha256').update(`tenant\0${tenant}`).digest('hex').slice(0, 32) as TenantKey;
}

/** Whether a part of a path is one that `tenantKey` could have made. */
export function isTenantKey(text: string): text is TenantKey {
  return TENANT_KEY.test(text);
}
