import type { ServiceProcess } from '@sluice/kit/testing';

/** Asks for one selection on several texts in one operation. @returns the texts' fields, or throws with the errors */
export async function askTexts<Fields>(
  service: ServiceProcess,
  selection: string,
  contents: readonly string[],
): Promise<Fields[]> {
  const { entities, errors } = await service.entities(
    selection,
    contents.map((content) => ({ __typename: 'Text', content })),
  );
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return entities as Fields[];
}

/** How often the service's capability has been called so far. */
export async function countCalls(service: ServiceProcess, capability: string): Promise<number> {
  const lines = (await service.metrics()).split('\n');
  const counters = lines.filter(
    (line) => line.includes('model_calls_total{') && line.includes(`capability="${capability}"`),
  );
  return counters.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
