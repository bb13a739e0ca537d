import type { Capabilities, ServiceCapabilities } from './capabilities.js';

/** `embeddings`, `recognition`, …: what is asked item by item. */
export type CapabilityName = keyof Capabilities;

/** All of them, `generation` too. */
export type OfferedCapability = keyof ServiceCapabilities;

type RunOf<Name extends CapabilityName> = NonNullable<Capabilities[Name]>['run'];

/** What one call of a capability is about: a text, a picture. */
export type ItemOf<Name extends CapabilityName> = Parameters<RunOf<Name>>[0][number];

/** What a caller may choose, apart from the model. */
export type OptionsOf<Name extends CapabilityName> = Omit<Parameters<RunOf<Name>>[1], 'model'>;

/** What comes of one item. */
export type ResultOf<Name extends CapabilityName> = Exclude<Awaited<ReturnType<RunOf<Name>>>[number], Error>;
