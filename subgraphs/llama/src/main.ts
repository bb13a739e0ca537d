import { runService } from '@sluice/kit';

import { createLlama } from './service.js';
import { readSettings } from './settings.js';

await runService(await createLlama(readSettings(process.env)));
