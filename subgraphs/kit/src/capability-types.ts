import type { Capabilities } from './capabilities.js';

/** `embeddings`, `recognition`, … */
export type CapabilityName = keyof Capabilities;

type RunOf<Name extends CapabilityName> = NonNullable<Capabilities[Name]>['run'];

/** What one call of a capability is about: a text, a picture. */
export type ItemOf<Name extends CapabilityName> = Parameters<RunOf<Name>>[0][number];

/** What a caller may choose, apart from the model. */
export type OptionsOf<Name extends CapabilityName> = Omit<Parameters<RunOf<Name>>[1], 'model'>;

/** What comes of one item. */
export type ResultOf<Name extends CapabilityName> = Exclude<Awaited<ReturnType<RunOf<Name>>>[number], Error>;
