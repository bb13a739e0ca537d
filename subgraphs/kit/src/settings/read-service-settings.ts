import { SERVICE_ENVIRONMENT } from '@sluice/schema';
import type { z } from 'zod';
import { describeIssue } from './describe-issue.js';

/** Settings that a service cannot be made of. The message is one line, fit for an operator, and quotes no value. */
export class ServiceSettingsError extends Error {
  override readonly name = 'ServiceSettingsError';
}

/** More are not told: whoever mends these sees the rest. */
const MOST_PROBLEMS = 5;

/**
 * Reads `settings` of the service in the gateway's configuration: `services[].settings` of `sluice.yaml`.
 *
 * @param schema zod's; without settings it is given an empty object
 * @throws ServiceSettingsError naming each setting that is not acceptable, and what was expected of it
 */
export function readServiceSettings<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(parse(environment[SERVICE_ENVIRONMENT.settings]));
  if (success) return data;
  const problems = error.issues.flatMap(describeIssue);
  const rest = problems.length - MOST_PROBLEMS;
  const told = problems.slice(0, MOST_PROBLEMS).join('; ');
  throw new ServiceSettingsError(`${told}${rest > 0 ? `; and ${rest} more` : ''}.`);
}

function parse(text: string | undefined): unknown {
  if (text === undefined || text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceSettingsError(`${SERVICE_ENVIRONMENT.settings}: expected a JSON object.`);
  }
}
