import { type BatchOptions, createService, type Service } from '@sluice/kit';
import { createAnswer } from './answer.js';
import { createClassify } from './classify.js';
import { createEmbed } from './embed.js';
import { createEngine, type Engine, MODEL } from './engine.js';
import { createModerate } from './moderate.js';
import { loadModerationHead } from './moderation-head.js';
import { createSummarize } from './summarize.js';

/**
 * Longest text, in UTF-16 code units: ten pages, three seconds of the model's work. A longer one is refused rather than
 * read in part, so that nothing hides behind the cut.
 */
const TEXT_LENGTH = 20_000;

/** Capabilities that read texts sentence by sentence: many times an embedding's work, so fewer items and more time. */
const BY_SENTENCE: Partial<BatchOptions> = { maxSize: 32, deadlineMs: 110_000 };

/** The service: five capabilities on one model. */
export function createSentenceEncoder(engine: Engine = createEngine()): Service {
  const models = [MODEL] as const;
  return createService({
    name: 'sentence-encoder',
    version: '0.1.0',
    capabilities: {
      embeddings: { models, run: createEmbed(engine), batch: { maxSize: 64 } },
      moderation: { models, run: createModerate(engine, loadModerationHead()), batch: BY_SENTENCE },
      classification: { models, run: createClassify(engine) },
      summarization: { models, run: createSummarize(engine), batch: BY_SENTENCE },
      answering: { models, run: createAnswer(engine), batch: BY_SENTENCE },
    },
    limits: { textLength: TEXT_LENGTH },
    load: (progress) => engine.start(progress),
    close: () => engine.close(),
  });
}
