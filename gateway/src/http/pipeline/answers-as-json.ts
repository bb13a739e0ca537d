/** Codes of operations that were not executed, though the request that brought them was in order. */
const NOT_EXECUTED: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * Whether an answer without data still answers a well-formed request: its document or its variables were wrong, and not
 * the request. What the request itself lacks (a query, one operation to choose) is found before there is an operation.
 */
export function isWellFormed(codes: readonly string[], hasOperation: boolean): boolean {
  const isOfDocument = (code: string) => code !== 'BAD_USER_INPUT' || hasOperation;
  return codes.length > 0 && codes.every((code) => NOT_EXECUTED.has(code) && isOfDocument(code));
}

/**
 * Whether a client asks for `application/json` by its name, and not for `application/graphql-response+json`: such
 * clients of old take any status but 200 for an answer of somebody in between, and do not look at the errors.
 * https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export function asksForJson(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((range) => range.split(';')[0]?.trim().toLowerCase());
  return types.includes('application/json') && !types.includes('application/graphql-response+json');
}
