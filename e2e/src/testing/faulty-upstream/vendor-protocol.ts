import { UPSTREAM_SECRET } from './answer-faults.js';
import type { Answer, Fault, StreamEvent, UpstreamProtocol, UpstreamRequest } from './exchange.js';
import { sendAnswer } from './send-answer.js';

export interface VendorProtocolOptions {
  /** The first word of all that it writes. */
  readonly name: string;
  /** @default 'vendor-model' */
  readonly model?: string;
  /** Where a stream tells what it consumed. @default 'last-chunk' */
  readonly usage?: 'last-chunk' | 'with-content' | 'never';
  /** What a request costs: as many tokens read (for each text of an embedding), and as many written. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** What vendors of language models speak, in the dialect of OpenAI: chat completions, with and without a stream, and embeddings. */
export function createVendorProtocol({
  name,
  model = 'vendor-model',
  usage = 'last-chunk',
  tokens = { input: 5, output: 3 },
}: VendorProtocolOptions): UpstreamProtocol {
  const values = { name, model, usage, tokens };
  return {
    describe: (path) =>
      path.endsWith('/models') ? { object: 'list', data: [{ id: model, object: 'model' }] } : undefined,
    answer(request) {
      if (request.path.endsWith('/embeddings')) return embeddingsOf(request, values);
      if (!request.path.endsWith('/chat/completions')) return null;
      return request.body['stream'] === true ? { kind: 'stream', events: chunksOf(values) } : completionOf(values);
    },
    refusal: (status, message) => ({ error: { message, type: typeOf(status), param: null, code: null } }),
    errorEvent: () => data({ error: { message: UPSTREAM_SECRET, type: 'server_error', param: null, code: null } }),
  };
}

type Values = Required<VendorProtocolOptions>;

/** No fault at all: it answers, and tells what that consumed in one of the ways that vendors do. */
export function tellUsage(usage: Values['usage']): Fault {
  return (exchange) => {
    const { answer } = createVendorProtocol({ name: 'first', model: 'vendor', usage });
    return sendAnswer({ ...exchange, healthy: answer(exchange.request) ?? exchange.healthy });
  };
}

/** What the vendor calls a refusal of a status. */
function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 402) return 'insufficient_quota';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}

const usageOf = ({ input, output }: Values['tokens']) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});

const piecesOf = ({ name, tokens }: Values) => [name, ...Array.from({ length: tokens.output - 1 }, () => ' word')];

function embeddingsOf({ body }: UpstreamRequest, { model, tokens }: Values): Answer {
  const texts = Array.isArray(body['input']) ? body['input'] : [body['input']];
  const total = texts.length * tokens.input;
  const encode = body['encoding_format'] === 'base64' ? toBase64 : (vector: readonly number[]) => vector;
  const items = texts.map((_, index) => ({ object: 'embedding', index, embedding: encode([1, index]) }));
  const usage = { prompt_tokens: total, total_tokens: total };
  return { kind: 'whole', body: { object: 'list', model, data: items, usage }, tokens: total };
}

const toBase64 = (vector: readonly number[]) => Buffer.from(Float32Array.from(vector).buffer).toString('base64');

function completionOf(values: Values): Answer {
  const { model, tokens } = values;
  const message = { role: 'assistant', content: piecesOf(values).join('') };
  const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }];
  const body = {
    id: 'chat-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices,
    usage: usageOf(tokens),
  };
  return { kind: 'whole', body, tokens: tokens.input + tokens.output };
}

const data = (chunk: unknown) => `data: ${JSON.stringify(chunk)}\n\n`;

/** The beginning costs what was read, each piece one token more. */
function chunksOf(values: Values): StreamEvent[] {
  const { model, tokens, usage } = values;
  const chunk = (delta: object, finish: string | null, more: object = {}) => {
    const choices = [{ index: 0, delta, finish_reason: finish }];
    return data({ id: 'chat-1', object: 'chat.completion.chunk', created: 1_700_000_000, model, choices, ...more });
  };
  const consumed = { usage: usageOf(tokens) };
  const atTheEnd = {
    id: 'chat-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model,
    choices: [],
    ...consumed,
  };
  return [
    { text: chunk({ role: 'assistant', content: '' }, null), tokens: tokens.input },
    ...piecesOf(values).map((content) => ({ text: chunk({ content }, null), tokens: 1 })),
    { text: chunk({}, 'stop', usage === 'with-content' ? consumed : {}), tokens: 0 },
    ...(usage === 'last-chunk' ? [{ text: data(atTheEnd), tokens: 0 }] : []),
    { text: 'data: [DONE]\n\n', tokens: 0 },
  ];
}
