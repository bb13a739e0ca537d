import { askForResult } from '../executions/ask-again.js';
import { GatewayError, type GatewayPlace } from '../executions/gateway-flags.js';

/** A service as commands tell it. */
export interface ServiceView {
  readonly name: string;
  readonly health: string;
  readonly capabilities: readonly { readonly name: string; readonly models: readonly string[] }[];
  readonly instances: readonly InstanceView[];
}

export interface InstanceView {
  readonly id: string;
  readonly source: string;
  readonly health: string;
  readonly breaker: string;
  readonly inFlight: number;
  /** In milliseconds; null where nothing was measured. */
  readonly latency: { readonly p50: number | null; readonly p95: number | null };
  readonly lastError: { readonly code: string; readonly at: string } | null;
}

/** A service that has registered itself. */
export interface RegistrationView {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly health: string;
}

/** The services of a gateway that runs, with what the caller's own key allows. Throws `GatewayError`s. */
export interface ServiceClient {
  list(): Promise<readonly ServiceView[]>;
  /** All registrations of a name, or the one of an id. @throws GatewayError where there is none */
  registrations(nameOrId: string): Promise<readonly RegistrationView[]>;
  drain(id: string): Promise<RegistrationView>;
  deregister(id: string): Promise<void>;
}

const REGISTRATION = 'id name url health';
const LIST = `{ result: services {
  name health capabilities { name models }
  instances { id source health breaker inFlight latency { p50 p95 } lastError { code at } }
} }`;
const REGISTRATIONS = `{ result: serviceRegistrations { ${REGISTRATION} } }`;
const DRAIN = `mutation ($id: ID!) { result: drainService(input: { id: $id }) { registration { ${REGISTRATION} } } }`;
const DEREGISTER = 'mutation ($id: ID!) { result: deregisterService(input: { id: $id }) { id } }';

export function createServiceClient(place: GatewayPlace): ServiceClient {
  const ask = <Result>(query: string, variables: object = {}) =>
    askForResult<Result>(place, { query, variables, missing: 'The gateway gave no answer.' });
  return {
    list: () => ask<readonly ServiceView[]>(LIST),
    async registrations(nameOrId) {
      const all = await ask<readonly RegistrationView[]>(REGISTRATIONS);
      const found = all.filter(({ id, name }) => id === nameOrId || name === nameOrId);
      if (found.length > 0) return found;
      throw new GatewayError(`No service has registered itself as ${nameOrId}.`);
    },
    drain: async (id) => (await ask<{ registration: RegistrationView }>(DRAIN, { id })).registration,
    deregister: async (id) => void (await ask(DEREGISTER, { id })),
  };
}
