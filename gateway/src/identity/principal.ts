/** Who calls, as one of the methods of this folder found out. */
export interface Principal {
  /** Stable, unique within its tenant, and fit for logs: of an API key its public part. */
  readonly id: string;
  readonly tenant: string;
  /** By which method. */
  readonly kind: 'api-key' | 'jwt' | 'oauth-token' | 'certificate' | 'anonymous';
  readonly roles: readonly string[];
  /** What is allowed, such as `context:embed`; `context:*` stands for all that begin so. */
  readonly permissions: readonly string[];
  /** Names the credential in logs and revocations and tells nothing of it; absent where there is none. */
  readonly credential?: string;
  /** Narrows what the roles allow to these models and services; without a list, to none in particular. */
  readonly allows?: { readonly models?: readonly string[]; readonly services?: readonly string[] };
  /** Where the caller comes from, behind trusted proxies as they say. */
  readonly address?: string;
  /** When the credential ends, in milliseconds since 1970: whoever stays connected is not served any longer. */
  readonly expiresAt?: number;
}

/** Whether a principal holds a permission, by name or by `scope:*`. */
export function holdsPermission({ permissions }: Pick<Principal, 'permissions'>, permission: string): boolean {
  return permissions.some(
    (held) => held === permission || (held.endsWith(':*') && permission.startsWith(held.slice(0, -1))),
  );
}
