import type { FieldNode } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

import type { CallContract } from '../../supergraph/capability-index.js';
import type { Fits } from './fits.js';
import type { MediaPlace } from './media-places.js';
import type { ModelPlace } from './model-place.js';

/** A field of a fetch that is resolved on its own: below `_entities`, or at the root. */
export interface CallNode {
  /** `Text` of `... on Text { embedding }`; null at the root. */
  readonly typeName: string | null;
  readonly field: FieldNode;
  /** Its name in the response. */
  readonly name: string;
  /** The field as text without its alias: the same text with the same variables asks for the same. */
  readonly text: string;
  /** The variables that it uses anywhere below. */
  readonly variables: readonly string[];
  /** What the contract says of it; null where an AI service is not asked, such as for `__typename`. */
  readonly contract: CallContract | null;
  /** Where it takes the name of a model; null where it takes none. */
  readonly model: ModelPlace | null;
  /** Whether an answer is of the types that the contract promises, as far as it goes. */
  readonly fits: Fits;
  /** Where its answer names pictures and sounds. */
  readonly media: readonly MediaPlace[];
}

/** What is known of the thing that a call is made on: its type and key. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** The unit of routing: one field with its arguments, on one entity or at the root. */
export interface Call {
  readonly node: CallNode;
  /** Null at the root. */
  readonly representation: Representation | null;
  /** The same for calls that ask for the same. */
  readonly key: string;
}

/** What came of a call. */
export interface CallOutcome {
  readonly value: unknown;
  /** Paths begin below the field. */
  readonly errors: readonly GraphQLFormattedError[];
  /** The model of the target that was asked, null where that is not known; absent where none was. */
  readonly model?: string | null;
}
