import { runService } from '@sluice/kit';

import { createTesseract } from './service.js';

await runService(createTesseract());
