import { type BatchFunction, type EmbeddingResult, ServiceError } from '@sluice/kit';
import { type Engine, MODEL } from './engine.js';

/** The vectors of texts: 512 numbers, of length 1. A text without anything readable fails with `BAD_USER_INPUT`. */
export function createEmbed(engine: Pick<Engine, 'embed'>): BatchFunction<string, object, EmbeddingResult> {
  return async (texts, _options, { signal }) => {
    const embedded = await engine.embed(texts, signal);
    return embedded.map(({ vector, tokens }, index) =>
      tokens === 0
        ? unreadable()
        : { vector, model: MODEL, usage: { inputTokens: tokens, inputCharacters: texts[index]?.length ?? 0 } },
    );
  };
}

/** The failure of a text of control characters alone: there is nothing to have a meaning. */
export function unreadable(): ServiceError {
  return new ServiceError('BAD_USER_INPUT', 'content: expected a text with something to read in it.', {
    inputPath: ['content'],
  });
}
