import type { Executions } from '../create-executions.js';
import type { StoredExecution } from '../stored-execution.js';

/** What is not told as it stands in the table. */
export function typeResolvers(
  executions: Pick<Executions, 'open'>,
  outputTypeOf: (kind: string) => string | undefined,
) {
  return {
    Execution: {
      context(execution: StoredExecution) {
        const input = executions.open(execution, 'context') as object | null;
        return input && { __typename: outputTypeOf(execution.kind), ...input };
      },
      result: (execution: StoredExecution) => executions.open(execution, 'result'),
    },
    Embedding: {
      vector: ({ vector }: { readonly vector: unknown }, { encoding }: { readonly encoding: string }) =>
        encoding === 'BASE64' && Array.isArray(vector) ? toBase64(vector as readonly number[]) : vector,
    },
  };
}

/** Little-endian float32, as the scalar `Vector` says. */
function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((number, index) => bytes.writeFloatLE(number, index * 4));
  return bytes.toString('base64');
}
