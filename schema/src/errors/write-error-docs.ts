import { writeFileSync } from 'node:fs';

import { ERROR_DOCS_FILE, renderErrorDocs } from './render-error-docs.js';

/** The second half of `npm run compose`. */
writeFileSync(ERROR_DOCS_FILE, renderErrorDocs());
