/** Of the URL of a database or a server, what may be told: not its user, not its password. */
export function hostAndName(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
}
