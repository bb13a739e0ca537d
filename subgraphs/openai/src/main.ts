import { runService } from '@sluice/kit';

import { createOpenAiService, IDENTITY } from './service.js';
import { readSettings } from './settings.js';

await runService({ ...IDENTITY, create: (environment) => createOpenAiService(readSettings(environment)) });
