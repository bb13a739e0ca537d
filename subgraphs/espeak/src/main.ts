import { runService } from '@sluice/kit';

import { findEspeak } from './find-espeak.js';
import { createEspeak } from './service.js';

await runService(createEspeak(findEspeak()));
