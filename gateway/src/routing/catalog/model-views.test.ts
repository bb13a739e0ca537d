import { describe, expect, it } from '@jest/globals';
import type { ModelDetails } from '@sluice/schema';

import { describeInstance as instance, startGraph } from './testing/start-graph.js';

describe('The models of the graph', () => {
  const price = {
    currency: 'USD',
    asOf: '2026-11-01',
    inputPerMillionTokens: 0.25,
    outputPerMillionTokens: 2,
  } as const;

  it('are told with what each service says of them', async () => {
    const details: ModelDetails = {
      contextTokens: 400_000,
      maxOutputTokens: 128_000,
      inputs: ['text', 'image'],
      features: ['tools', 'structured-output'],
      price,
    };
    const { ask } = startGraph([
      instance('llama', { generation: ['small'] }),
      instance('openai', { generation: ['gpt-5', 'small'], embeddings: ['te-3'] }, { details: { 'gpt-5': details } }),
    ]);
    const query = `{ models(capability: "generation") { name capability offers {
      service health isDefault contextTokens maxOutputTokens inputs features
      price { currency asOf inputPerMillionTokens outputPerMillionTokens perImage }
    } } }`;
    const unknown = { contextTokens: null, maxOutputTokens: null, inputs: null, features: null, price: null };
    expect(await ask(query)).toEqual({
      models: [
        {
          name: 'gpt-5',
          capability: 'generation',
          offers: [
            {
              service: 'openai',
              health: 'READY',
              isDefault: true,
              contextTokens: 400_000,
              maxOutputTokens: 128_000,
              inputs: ['TEXT', 'IMAGE'],
              features: ['TOOLS', 'STRUCTURED_OUTPUT'],
              price: { ...price, perImage: null },
            },
          ],
        },
        {
          name: 'small',
          capability: 'generation',
          offers: [
            { service: 'llama', health: 'READY', isDefault: true, ...unknown },
            { service: 'openai', health: 'READY', isDefault: false, ...unknown },
          ],
        },
      ],
    });
    expect(await ask('{ models { name capability } }')).toMatchObject({
      models: [{ name: 'te-3', capability: 'embeddings' }, { name: 'gpt-5' }, { name: 'small' }],
    });
    expect(await ask('{ models(capability: "riddles") { name } }')).toEqual({ models: [] });
  });

  it('of a service with several instances are told by one that serves', async () => {
    const told = (contextTokens: number) => ({ details: { small: { contextTokens } } });
    const { ask } = startGraph([
      instance('llama', { generation: ['small'] }, { id: 'old', state: 'DOWN', ...told(1_000) }),
      instance('llama', { generation: ['small'] }, { id: 'new', ...told(2_000) }),
    ]);
    expect(await ask('{ models { offers { health contextTokens } } }')).toEqual({
      models: [{ offers: [{ health: 'READY', contextTokens: 2_000 }] }],
    });
  });

  it('have the names of aliases and of routes that lead to them', async () => {
    const routes = [
      {
        capability: 'generation',
        model: 'fast',
        targets: [{ service: 'llama', model: 'small' }, { service: 'openai' }],
      },
      { capability: 'embeddings', model: 'other', targets: [{ service: 'llama', model: 'small' }] },
    ];
    const aliases = { mini: 'small', quick: 'fast', other: 'elsewhere' };
    const { ask } = startGraph([instance('llama', { generation: ['small', 'large'] })], { routes, aliases });
    expect(await ask('{ models { name aliases } }')).toEqual({
      models: [
        { name: 'large', aliases: [] },
        { name: 'small', aliases: ['fast', 'mini', 'quick'] },
      ],
    });
  });
});
