import {
  type BreakerEffect,
  type ErrorCode,
  ERROR_TABLE,
  type Fallback,
  isRetryable,
  type Retry,
} from './error-table.js';

/** Where the page stands; the same from `src/` and from `dist/`. */
export const ERROR_DOCS_FILE = new URL('../../../docs/errors.md', import.meta.url);

const RETRY: Readonly<Record<Retry, string>> = {
  NEVER: 'no',
  ONCE: 'once',
  JITTERED: 'after a random pause',
  AFTER_DELAY: 'after `retryAfterMs`',
  WHEN_SAFE: 'only where the work cannot be done twice',
};

const FALLBACK: Readonly<Record<Fallback, string>> = {
  NEVER: 'no',
  ALWAYS: 'yes',
  TO_CAPABLE: 'one that has the capability',
  TO_LARGER_WINDOW: 'one with a larger window',
  WHERE_ROUTE_ALLOWS: 'where the route allows',
  BEFORE_FIRST_TOKEN: 'before the first token',
};

const BREAKER: Readonly<Record<BreakerEffect, string>> = {
  NONE: 'no effect',
  FAILURE: 'a failure',
  COOL_DOWN: 'a pause',
  CREDENTIAL_ONLY: 'the credential only',
};

const HEAD = `<!-- Generated from schema/src/errors/error-table.ts by \`npm run compose\`; do not edit. -->

# Errors

Every error has \`extensions.code\`, one of the codes below, and \`extensions.domain\`, which tells whose fault it was: \`CALLER\` (change the request), \`POLICY\` (a rule or a limit), \`GATEWAY\` (ours) or \`PROVIDER\` (an AI service's). \`extensions.retryable\` tells whether the same request may succeed later or elsewhere (of \`ALL_TARGETS_FAILED\` its \`reason\` does), \`extensions.requestId\` names the request in the logs. Where they apply, these stand beside them: \`retryAfterMs\`, \`inputPath\`, \`limit\` (\`dimension\`, \`limit\`, \`value\`), \`kind\` (of a timeout), \`phase\` and \`outcomeUnknown\` (the work may have been done although no answer came).

The HTTP status is that of a response that consists of this error alone. Once an operation is executed the response is 200, whatever its single fields came to.`;

const DECISIONS = `## What routing may do

May the same target be asked again, may another credential or another target be tried, and what does the error mean for the breaker of the instance that it came from? A request that is wrong wherever it is sent goes nowhere else. Retries and fallback of [routing](routing.md) follow this table; what a call may do twice is said by its \`@call\`.`;

/** The page `docs/errors.md`. */
export function renderErrorDocs(): string {
  const codes = Object.keys(ERROR_TABLE) as ErrorCode[];
  const meanings = codes.map((code) => {
    const { domain, status, meaning } = ERROR_TABLE[code];
    return [`\`${code}\``, domain, String(status), isRetryable(code) ? 'yes' : 'no', meaning];
  });
  const decisions = codes.map((code) => {
    const { retry, rotateCredential, fallback, breaker } = ERROR_TABLE[code];
    return [`\`${code}\``, RETRY[retry], rotateCredential ? 'yes' : 'no', FALLBACK[fallback], BREAKER[breaker]];
  });
  const sections = [
    HEAD,
    renderTable(['code', 'domain', 'HTTP', 'retryable', 'meaning'], meanings),
    DECISIONS,
    renderTable(['code', 'same target again', 'other credential', 'other target', 'breaker'], decisions),
  ];
  return `${sections.join('\n\n')}\n`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
