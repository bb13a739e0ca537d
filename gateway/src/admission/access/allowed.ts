/** What the resolver of a guarded field returns when its rule lets it be called: no other value means allowed. */
export const ALLOWED = Symbol('allowed');
