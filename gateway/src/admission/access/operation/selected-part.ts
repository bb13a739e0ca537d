import type { FieldNode, GraphQLResolveInfo, InlineFragmentNode, FragmentSpreadNode, NamedTypeNode } from 'graphql';

import type { FieldGuard } from '../guarded-graph.js';
import type { RuntimeTypes } from './runtime-types.js';

/** A question to the rules; fields that ask the same share one. */
export interface Check {
  readonly guard: FieldGuard;
  /** A field that asks it: its arguments are those of all. */
  readonly node: FieldNode;
}

/** A field where it stands in an operation, its fragments spread out. */
export interface FieldPart {
  readonly kind: 'field';
  /** Its place in the operation, in the order of the text. */
  readonly id: number;
  readonly node: FieldNode;
  /** Its name in the response. */
  readonly key: string;
  /** The types that the object may have on which it is selected. */
  readonly types: RuntimeTypes;
  /** One for each of these types; none for `__typename`. */
  readonly checks: readonly Check[];
  readonly parts: readonly SelectedPart[];
}

/** A fragment where it is spread. */
export interface FragmentPart {
  readonly kind: 'fragment';
  readonly node: InlineFragmentNode | FragmentSpreadNode;
  readonly typeCondition: NamedTypeNode | undefined;
  readonly parts: readonly SelectedPart[];
}

export type SelectedPart = FieldPart | FragmentPart;

/** One operation of a document as admission sees it, made once. */
export interface CompiledOperation {
  readonly parts: readonly SelectedPart[];
  /** How many parts it has. */
  readonly size: number;
  /** What no name in the response begins with: names that do can be given to what is cut. */
  readonly freePrefix: string;
  /** As graphql-js hands them to resolvers. */
  readonly fragments: GraphQLResolveInfo['fragments'];
}
