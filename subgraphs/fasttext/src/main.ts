import { runService } from '@sluice/kit';

import { createFasttext } from './service.js';

await runService(createFasttext());
