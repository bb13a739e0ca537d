import type { ModelDetails } from '@sluice/schema';

/** Whether an instance may be sent calls: `DRAINING` ends what it has begun and takes no more. */
export type InstanceState = 'STARTING' | 'READY' | 'DRAINING' | 'DOWN';

/** How the gateway came to know an instance: by its configuration, by a registration, or from DNS. */
export type InstanceSource = 'CONFIGURED' | 'REGISTERED' | 'DNS';

/** A capability as an instance offers it. */
export interface Offer {
  /** The models that may be named in calls, the default first. */
  readonly models: readonly string[];
  /** What it tells of them, by their names. */
  readonly details: ReadonlyMap<string, ModelDetails>;
  /** The fields of the contract that it implements, such as `Text.embedding`; null for all of them. */
  readonly supports: ReadonlySet<string> | null;
}

/** A running copy of a service. */
export interface Instance {
  /** Its own name among all instances; that of the service where it has one instance only. */
  readonly id: string;
  readonly service: string;
  /** The address below which `/graphql` stands; null while it has none. */
  readonly url: string | null;
  readonly state: InstanceState;
  /** What it offers, by the name of the capability; null until it has told. */
  readonly capabilities: ReadonlyMap<string, Offer> | null;
  readonly source: InstanceSource;
}

/** Whether two words on an instance say the same to whoever watches; its address is nobody's business. */
export function isSameToWatchers(one: Instance, other: Instance): boolean {
  const offered = ({ capabilities }: Instance) =>
    JSON.stringify([...(capabilities ?? [])].map(([name, { models }]) => [name, models]));
  return one.state === other.state && offered(one) === offered(other);
}
