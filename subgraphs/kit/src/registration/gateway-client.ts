import { readBoundedJson } from '../read-bounded.js';
import type { RegistrationSettings } from './read-registration.js';

/** What the gateway said of a registration. */
export interface Lease {
  readonly id: string;
  /** How often it is to be renewed, in seconds. */
  readonly heartbeatSeconds: number;
}

/** A gateway that did not do what it was asked; `code` is one of the error table, or what the transport met. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The mutations of registration. */
export interface GatewayClient {
  /** @throws GatewayError, as all of them */
  register(input: { readonly name: string; readonly url: string; readonly leaseSeconds: number }): Promise<Lease>;
  renew(id: string): Promise<Lease>;
  drain(id: string): Promise<void>;
  deregister(id: string): Promise<void>;
}

const LEASE = 'registration { id heartbeatSeconds }';
const REGISTER = `mutation Register($input: RegisterServiceInput!) { answer: registerService(input: $input) { ${LEASE} } }`;
const RENEW = `mutation Renew($id: ID!) { answer: renewService(input: { id: $id }) { ${LEASE} } }`;
const DRAIN = 'mutation Drain($id: ID!) { answer: drainService(input: { id: $id }) { registration { id } } }';
const DEREGISTER = 'mutation Deregister($id: ID!) { answer: deregisterService(input: { id: $id }) { id } }';

/** The gateway asks the service what it implements before it answers, and takes up to ten seconds for it. */
const REGISTER_MS = 15_000;
const RENEW_MS = 5_000;
/** A process that ends is not held up by a gateway that is away. */
const LEAVE_MS = 2_000;
const MAX_BYTES = 64 * 1024;

interface Answer {
  readonly data?: { readonly answer?: { readonly registration?: Lease } | null } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export function createGatewayClient({ endpoint, key }: Pick<RegistrationSettings, 'endpoint' | 'key'>): GatewayClient {
  const ask = async (query: string, variables: object, timeoutMs: number): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await readKey(key)}` };
    const body = JSON.stringify({ query, variables });
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(endpoint, { method: 'POST', headers, body, signal, redirect: 'error' }).catch(
      unreachable,
    );
    const answer = (await readBoundedJson(response, MAX_BYTES).catch(() => {
      throw new GatewayError(`HTTP_${response.status}`, 'What answers is no gateway.');
    })) as Answer;
    const [error] = answer.errors ?? [];
    if (error) throw new GatewayError(error.extensions?.code ?? 'UNKNOWN', error.message);
    return answer;
  };
  const leaseOf = ({ data }: Answer): Lease => {
    const lease = data?.answer?.registration;
    if (typeof lease?.id === 'string' && lease.heartbeatSeconds > 0) return lease;
    throw new GatewayError('UNKNOWN', 'The gateway told nothing of the registration.');
  };
  return {
    register: async (input) => leaseOf(await ask(REGISTER, { input }, REGISTER_MS)),
    renew: async (id) => leaseOf(await ask(RENEW, { id }, RENEW_MS)),
    drain: async (id) => void (await ask(DRAIN, { id }, LEAVE_MS)),
    deregister: async (id) => void (await ask(DEREGISTER, { id }, LEAVE_MS)),
  };
}

async function readKey(key: () => Promise<string>): Promise<string> {
  return key().catch((cause: unknown) => {
    throw new GatewayError('KEY_UNREADABLE', 'The file of the key cannot be read.', { cause });
  });
}

function unreachable(cause: unknown): never {
  throw new GatewayError('UNREACHABLE', 'The gateway cannot be reached.', { cause });
}
