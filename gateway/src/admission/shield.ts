import { createRequire } from 'node:module';

import type * as Middleware from 'graphql-middleware';
import type * as Shield from 'graphql-shield';

/**
 * graphql-shield calls `util.isUndefined` in `chain` and `race`, which Node.js 23 removed: its ES module cannot even be
 * linked there. Its CommonJS form finds what is put in place here first.
 */
const require = createRequire(import.meta.url);
const util = require('node:util') as { isUndefined?: (value: unknown) => boolean };
util.isUndefined ??= (value) => value === undefined;

const library = require('graphql-shield') as typeof Shield;
// In the same form, whose classes shield's generator is an instance of.
export const { applyMiddleware } = require('graphql-middleware') as typeof Middleware;

export const shield: typeof Shield.shield = library.shield;
export const rule: typeof Shield.rule = library.rule;
export const inputRule: typeof Shield.inputRule = library.inputRule;
export const and: typeof Shield.and = library.and;
export const or: typeof Shield.or = library.or;
export const not: typeof Shield.not = library.not;
export const chain: typeof Shield.chain = library.chain;
export const race: typeof Shield.race = library.race;
export const allow: typeof Shield.allow = library.allow;
export const deny: typeof Shield.deny = library.deny;

/** A rule, or a combination of rules. */
export type ShieldRule = Parameters<typeof Shield.and>[number];

/** Rules by type, and by field below it; `'*'` stands for the fields that have none of their own. */
export type PermissionMap = Readonly<Record<string, ShieldRule | Readonly<Record<string, ShieldRule>>>>;
