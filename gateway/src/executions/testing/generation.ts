import type { UpstreamSubscription } from '../../testing/start-streaming-upstream.js';

const USAGE = {
  inputTokens: 5,
  outputTokens: 7,
  cachedInputTokens: null,
  inputCharacters: null,
  inputPixels: null,
  audioSeconds: null,
};

export const started = { __typename: 'GenerationStarted', model: 'test-model' };
export const piece = (text: string) => ({ __typename: 'GenerationDelta', text });
export const finished = (content: string) => ({
  __typename: 'GenerationFinished',
  generation: {
    __typename: 'Generation',
    text: { __typename: 'Text', content },
    json: null,
    finishReason: 'STOP',
    toolCalls: [],
    model: 'test-model',
    usage: { __typename: 'Usage', ...USAGE },
  },
});

/** Writes these pieces, and ends. */
export function writeAll(subscription: UpstreamSubscription, pieces: readonly string[]): void {
  subscription.tell(started);
  for (const text of pieces) subscription.tell(piece(text));
  subscription.tell(finished(pieces.join('')));
  subscription.complete();
}

/** Writes a piece each so many milliseconds, while the reader is there; once all are written, more of them until it may end. */
export function writeSlowly(
  subscription: UpstreamSubscription,
  pieces: readonly string[],
  { everyMs, mayEnd = () => true }: { readonly everyMs: number; readonly mayEnd?: () => boolean },
): void {
  subscription.tell(started);
  let next = 0;
  const timer = setInterval(() => {
    const text = pieces[next++] ?? (mayEnd() ? null : 'more ');
    if (text !== null) return void subscription.tell(piece(text));
    clearInterval(timer);
    subscription.tell(finished(pieces.join('')));
    return subscription.complete();
  }, everyMs);
  void subscription.ended.then(() => clearInterval(timer));
}

/** Answers embeddings and languages of every text. */
export function answerTexts({ query, variables }: { query: string; variables: Record<string, unknown> }) {
  const embedding = {
    __typename: 'Embedding',
    vector: [1, 2.5],
    dimensions: 2,
    model: 'test-model',
    usage: { __typename: 'Usage', ...USAGE, outputTokens: null },
  };
  const language = { __typename: 'Language', code: 'en', confidence: 1, alternatives: [], model: 'm', usage: null };
  const answer = query.includes('embedding') ? { embedding } : { language };
  const entities = (variables['representations'] as unknown[]).map(() => answer);
  const sluiceUsage = [{ model: 'test-model', inputTokens: USAGE.inputTokens * entities.length }];
  return { data: { _entities: entities }, ...('embedding' in answer && { extensions: { sluiceUsage } }) };
}
