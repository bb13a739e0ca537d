/** What each role may do. */
const PERMISSIONS = {
  /** Whoever runs the gateway. */
  admin: ['context:*'],
  /** Whoever builds on it. */
  developer: ['context:*'],
} as const satisfies Record<string, readonly string[]>;

/** The name of a role. */
export type Role = keyof typeof PERMISSIONS;

/** Every role there is. */
export const ROLES = Object.keys(PERMISSIONS) as readonly Role[];

/** What a role may do. */
export function permissionsOf(role: Role): readonly string[] {
  return PERMISSIONS[role];
}
