import { createHooks } from '../../../middleware/create-hooks.js';
import type { Middleware } from '../../../middleware/middleware.js';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
  type TestResponse,
} from '../../../testing/start-test-gateway.js';
import type { Upstream, UpstreamHandler, UpstreamRequest } from '../../../testing/start-upstream.js';

/** Who asks, as headers tell the middleware of these tests. */
export interface Asker {
  readonly tenant?: string;
  /** The only services that may be asked for them. */
  readonly services?: readonly string[];
  readonly signal?: AbortSignal;
}

/** A gateway whose callers say of which tenant they are. */
export interface CachedGateway extends TestGateway {
  ask(query: string, variables?: Record<string, unknown>, asker?: Asker): Promise<CachedResponse>;
}

export interface CachedResponse extends TestResponse {
  readonly cache: readonly { coordinate: string; status: string; calls: number; ageMs: number }[] | undefined;
}

const believeHeaders: Middleware = {
  name: 'believe-headers',
  onPrincipal: (principal, { headers }) => {
    const { 'x-tenant': tenant, 'x-services': services } = headers;
    return {
      ...principal,
      ...(typeof tenant === 'string' && { tenant }),
      ...(typeof services === 'string' && { allows: { services: services.split(',') } }),
    };
  },
};

export async function startCached(
  services: Readonly<Record<string, string>>,
  {
    middleware = [],
    callCache = {},
    ...options
  }: TestGatewayOptions & { readonly middleware?: readonly Middleware[] } = {},
): Promise<CachedGateway> {
  const hooks = createHooks({ middleware: [believeHeaders, ...middleware], timeoutMs: 5_000 });
  const gateway = await startTestGateway(services, { hooks, callCache, ...options });
  return {
    ...gateway,
    async ask(query, variables = {}, { tenant, services: allowed, signal } = {}) {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${gateway.key}`,
        ...(tenant !== undefined && { 'x-tenant': tenant }),
        ...(allowed && { 'x-services': allowed.join(',') }),
      };
      const init = { method: 'POST', headers, body: JSON.stringify({ query, variables }), signal: signal ?? null };
      const response = await fetch(`${gateway.url}/graphql`, init);
      const answer = (await response.json()) as {
        readonly data?: CachedResponse['data'];
        readonly errors?: CachedResponse['errors'];
        readonly extensions?: CachedResponse['extensions'] & Pick<CachedResponse, 'cache'>;
      };
      const { data, errors = [], extensions = {} } = answer;
      const { cache } = extensions as Pick<CachedResponse, 'cache'>;
      return { status: response.status, headers: response.headers, data, errors, extensions, cache };
    },
  };
}

/** What a gateway counts under a name. */
export async function metricOf({ url }: CachedGateway, name: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const line = page.split('\n').find((each) => each.startsWith(`sluice_gateway_${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

/** A failure of the service at each of its places. */
export const failing =
  (code: string): UpstreamHandler =>
  (request) => ({
    data: { _entities: contentsOf(request).map(() => ({ embedding: null })) },
    errors: [{ message: 'No.', path: ['_entities', 0, 'embedding'], extensions: { code } }],
  });

/** The contents of the representations that a request carries. */
export function contentsOf({ body }: UpstreamRequest): string[] {
  return ((body.variables['representations'] ?? []) as { content: string }[]).map(({ content }) => content);
}

/** Finds the dimensions of every text to be its length, under every name that the query gives its embedding. */
export const embed: UpstreamHandler = (request) => {
  const found = request.body.query.matchAll(/(?:(\w+):\s*)?embedding/g);
  const names = [...found].map(([, alias = 'embedding']) => alias);
  const entity = ({ length }: string) => Object.fromEntries(names.map((name) => [name, { dimensions: length }]));
  return { data: { _entities: contentsOf(request).map(entity) } };
};

/** How often an upstream was asked for a text. */
export function timesAsked({ requests }: Upstream, content: string): number {
  return requests.flatMap(contentsOf).filter((asked) => asked === content).length;
}

/** One text's embedding. */
export const EMBED = 'query ($content: String!) { text(content: $content) { embedding { dimensions } } }';

export const embedding = (dimensions: number) => ({ text: { embedding: { dimensions } } });
