import { runService } from '@sluice/kit';

import { createOpenAiCompatible, IDENTITY } from './service.js';
import { readSettings } from './settings.js';

await runService({ ...IDENTITY, create: (environment) => createOpenAiCompatible(readSettings(environment)) });
