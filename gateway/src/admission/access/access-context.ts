import type { Allowances } from '../../identity/allowances.js';
import type { Principal } from '../../identity/principal.js';

/** What a rule sees of the request, as its third argument. */
export interface AccessContext {
  readonly principal: Principal;
  readonly allowances: Allowances;
  /** Decides a policy of `@policy`; asked twice in one operation, it decides once. */
  readonly policy: (name: string) => Promise<boolean>;
  /** graphql-shield's own memory of what its cached rules said, for one operation of one caller. */
  readonly _shield: { readonly cache: Record<string, never> };
}
