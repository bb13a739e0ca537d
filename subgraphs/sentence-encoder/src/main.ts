import { runService } from '@sluice/kit';
import { createSentenceEncoder } from './service.js';

await runService(createSentenceEncoder());
