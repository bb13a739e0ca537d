/** Where a vendor's credential comes from. */
export interface CredentialSource {
  /** The variable or the file, for logs and metrics: never the secret. */
  readonly name: string;
  /** The tenants for which alone it is; undefined where it is for all that have none of their own. */
  readonly tenants?: ReadonlySet<string>;
  /**
   * The secret as it is now; undefined where there is none.
   *
   * @param isDoubted a vendor has just refused what was read before: look now, however lately that was
   */
  read(isDoubted?: boolean): string | undefined;
}

/** A credential that an environment variable holds: the same for as long as the process lives. */
export function createVariableSource(
  name: string,
  environment: NodeJS.ProcessEnv,
  tenants?: ReadonlySet<string>,
): CredentialSource {
  const secret = environment[name]?.trim() || undefined;
  return { name, ...(tenants && { tenants }), read: () => secret };
}
