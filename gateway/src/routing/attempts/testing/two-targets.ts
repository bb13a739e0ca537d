import { startTestGateway, type TestGateway, type TestResponse } from '../../../testing/start-test-gateway.js';
import {
  startUpstream,
  type Upstream,
  type UpstreamHandler,
  type UpstreamRequest,
} from '../../../testing/start-upstream.js';
import type { AttemptRecord } from '../attempt-record.js';

/** Texts embedded, by a model that may be named. */
export const embed = (model?: string) =>
  `query ($contents: [String!]!) {
    texts(contents: $contents) { embedding${model === undefined ? '' : `(model: ${JSON.stringify(model)})`} { dimensions model } }
  }`;
export const GENERATE = 'mutation ($input: GenerateInput!) { generate(input: $input) { model } }';

/** What to generate. */
export const inputFor = (model?: string) => ({
  messages: [{ role: 'USER', content: 'Hello' }],
  ...(model !== undefined && { model }),
});

/** The texts that a request is about. */
export function contentsOf({ body }: UpstreamRequest): string[] {
  return (body.variables['representations'] as { content: string }[]).map(({ content }) => content);
}

/** Embeds what it is asked; what is named `bad…` fails with this code. */
export function embedding(model: string, code = 'PROVIDER_ERROR'): UpstreamHandler {
  const isBad = (content: string) => content.startsWith('bad');
  return (request) => {
    const contents = contentsOf(request);
    const entities = contents.map((content) => ({
      embedding: isBad(content) ? null : { dimensions: content.length, model },
    }));
    const errors = contents.flatMap((content, index) =>
      isBad(content) ? [{ message: 'x', path: ['_entities', index, 'embedding'], extensions: { code } }] : [],
    );
    return { data: { _entities: entities }, errors };
  };
}

/** Answers everything with one error. */
export const failing =
  (code: string, details = {}): UpstreamHandler =>
  () => ({ data: null, errors: [{ message: 'x', extensions: { code, ...details } }] });

/** Who was asked how it went, in the order of the ends. */
export function attemptsOf(response: TestResponse): string[] {
  return recordsOf(response).map(({ service, code, hedge }) => `${service} ${code}${hedge ? ' hedge' : ''}`);
}

export function recordsOf({ extensions }: TestResponse): readonly AttemptRecord[] {
  return (extensions?.['attempts'] ?? []) as AttemptRecord[];
}

export const codesOf = ({ errors }: TestResponse) => errors.map(({ extensions }) => extensions['code']);

/** Two services that offer the same, and a gateway with routes over both. */
export interface TwoTargets extends AsyncDisposable {
  readonly first: Upstream;
  readonly second: Upstream;
  readonly gateway: TestGateway;
}

const BOTH = [{ service: 'first' }, { service: 'second' }];
const EACH_ITS_MODEL = [
  { service: 'first', model: 'test-model' },
  { service: 'second', model: 'other-model' },
];

/** No breaker opens, and a target is asked once more before the next one is. */
const LENIENT = { retries: 1, breaker: { consecutiveFailures: 10_000, minimumRequests: 100_000 } };

export async function startTwoTargets(): Promise<TwoTargets> {
  const first = await startUpstream('embeddings', 'generation', 'summarization', 'answering');
  const second = await startUpstream('embeddings', 'generation', 'summarization');
  const gateway = await startTestGateway(
    { first: first.url, second: second.url },
    {
      routing: LENIENT,
      routes: [
        { capability: 'generation', model: 'smart', targets: EACH_ITS_MODEL },
        { capability: 'embeddings', model: 'mixed', otherModels: true, targets: EACH_ITS_MODEL },
        { capability: 'embeddings', model: 'strict', targets: EACH_ITS_MODEL },
        { capability: 'embeddings', critical: true, targets: BOTH },
        { capability: 'generation', targets: BOTH },
        { capability: 'answering', model: 'test-model', targets: [{ service: 'first' }] },
        { capability: 'summarization', hedge: { afterMs: 30 }, targets: BOTH },
      ],
    },
  );
  return {
    first,
    second,
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()]);
    },
  };
}
