/** How the model is run; read from the environment once, at start. */
export interface Settings {
  /** Path of a model file. */
  readonly file: string;
  /** Most tokens of one request, prompt and output together; a model with a smaller window has its own. @default 4,096 */
  readonly contextTokens: number;
  /** Requests that are written at once. @default 4 */
  readonly parallel: number;
}

/** What is told when there is no model, by the service's health and at its start. */
export const MISSING =
  'There is no language model: set SLUICE_GGUF to a GGUF file (`sluice models pull URL` fetches one).';

/**
 * @returns undefined where no model file is named
 * @throws TypeError naming the variable that is not acceptable
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings | undefined {
  const file = environment['SLUICE_GGUF'];
  if (file === undefined || file.trim() === '') return undefined;
  return {
    file,
    contextTokens: readNumber(environment, 'SLUICE_GGUF_CONTEXT', { otherwise: 4_096, min: 128, max: 1_048_576 }),
    parallel: readNumber(environment, 'SLUICE_GGUF_PARALLEL', { otherwise: 4, min: 1, max: 64 }),
  };
}

function readNumber(
  environment: NodeJS.ProcessEnv,
  name: string,
  { otherwise, min, max }: { readonly otherwise: number; readonly min: number; readonly max: number },
): number {
  const text = environment[name] ?? '';
  if (text === '') return otherwise;
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new TypeError(
    `${name}: expected a whole number from ${min} to ${max}, got ${JSON.stringify(text.slice(0, 20))}.`,
  );
}
