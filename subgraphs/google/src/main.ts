import { runService } from '@sluice/kit';

import { createGoogleService, IDENTITY } from './service.js';
import { readSettings } from './settings.js';

await runService({ ...IDENTITY, create: (environment) => createGoogleService(readSettings(environment)) });
