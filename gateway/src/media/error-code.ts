/**
 * The `code` of an error of Node, such as `ENOENT`; undefined when it has none. By form, not by class: errors of the
 * file system come from another realm where code runs in a context of its own, as tests do.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
