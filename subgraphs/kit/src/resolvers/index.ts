import type { OfferedCapability } from '../capability-types.js';
import { answering } from './answering.js';
import type { CapabilityResolvers } from './capability-resolvers.js';
import { classification } from './classification.js';
import { description } from './description.js';
import { embeddings } from './embeddings.js';
import { generation } from './generation.js';
import { language } from './language.js';
import { moderation } from './moderation.js';
import { recognition } from './recognition.js';
import { summarization } from './summarization.js';
import { synthesis } from './synthesis.js';
import { transcription } from './transcription.js';
import { translation } from './translation.js';

/** The resolvers of each capability, one file each; a service gets those of what it implements. */
export const CAPABILITY_RESOLVERS: Readonly<Record<OfferedCapability, CapabilityResolvers>> = {
  answering,
  classification,
  description,
  embeddings,
  generation,
  language,
  moderation,
  recognition,
  summarization,
  synthesis,
  transcription,
  translation,
};
