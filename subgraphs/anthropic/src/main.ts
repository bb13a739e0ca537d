import { runService } from '@sluice/kit';

import { createAnthropicService, IDENTITY } from './service.js';
import { readSettings } from './settings.js';

await runService({ ...IDENTITY, create: (environment) => createAnthropicService(readSettings(environment)) });
