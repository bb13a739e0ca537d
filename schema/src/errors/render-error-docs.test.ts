import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

import { ERROR_TABLE } from './error-table.js';
import { ERROR_DOCS_FILE, renderErrorDocs } from './render-error-docs.js';

describe('the page of errors', () => {
  it('is what the table renders; else run `npm run compose` and commit', () => {
    expect(readFileSync(ERROR_DOCS_FILE, 'utf8')).toBe(renderErrorDocs());
  });

  it('has two rows for every code', () => {
    for (const code of Object.keys(ERROR_TABLE)) {
      expect(renderErrorDocs().split(`\n| \`${code}\` |`)).toHaveLength(3);
    }
  });
});
