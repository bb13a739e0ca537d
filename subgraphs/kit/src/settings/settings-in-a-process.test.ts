import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { SERVICE_ENVIRONMENT } from '@sluice/schema';
import { startServiceProcess } from '../testing/start-service-process.js';

const file = fileURLToPath(new URL('../testing/fixtures/settings-service.js', import.meta.url));
const start = (name: string, settings: object) =>
  startServiceProcess(file, {
    env: { [SERVICE_ENVIRONMENT.audience]: name, [SERVICE_ENVIRONMENT.settings]: JSON.stringify(settings) },
    deadlineMs: 20_000,
  });

describe('A file that several services run', () => {
  it('does for each as its settings say, under the name of each', async () => {
    const services = await Promise.all([start('one', { code: 'de' }), start('two', { code: 'fr' })]);
    await using _one = services[0];
    await using _two = services[1];
    const texts = [{ __typename: 'Text', content: 'a' }];
    const answers = await Promise.all(services.map((service) => service.entities('language { code }', texts)));
    expect(answers.map(({ entities }) => entities)).toEqual([
      [{ language: { code: 'de' } }],
      [{ language: { code: 'fr' } }],
    ]);
    expect(await services[1].metrics()).toContain(
      'sluice_service_model_calls_total{capability="language",model="m",outcome="ok",service="two"} 1',
    );
  });

  it('runs with settings that are wrong, offers nothing, and says why at its start and by its health', async () => {
    await using service = await start('one', { code: 'canary-much-too-long' });
    const reason = 'settings.code: expected at most 8 characters.';
    expect(await service.health()).toMatchObject({ status: 'ready', capabilities: {}, reason });
    expect(service.messages).toContainEqual({ type: 'progress', text: reason });
  });
});
