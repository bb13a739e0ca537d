import type { ContractProblem } from '@sluice/schema/registration';

const MAX_PROBLEMS = 20;
/** Names are the service's own words. */
const MAX_LENGTH = 200;
const MAX_TEXT = 1_500;

/** What is wrong with a service, a line each; an answer is no place for thousands of them. */
export function describeProblems(problems: readonly ContractProblem[]): string {
  const lines = ['The service does not keep the contracts:'];
  for (const { message, place } of problems.slice(0, MAX_PROBLEMS)) {
    const line = `- ${place === null ? '' : `${place}: `}${message}`.replaceAll(/\s+/g, ' ').slice(0, MAX_LENGTH);
    if (lines.join('\n').length + line.length > MAX_TEXT) break;
    lines.push(line);
  }
  const rest = problems.length - (lines.length - 1);
  return [...lines, ...(rest > 0 ? [`… and ${rest} more.`] : [])].join('\n');
}
