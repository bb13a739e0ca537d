import type { ModelDetails, ModelPrice as KnownPrice } from '@sluice/schema';
import type { Model, ModelFeature, ModelInput, ModelOffer, ModelPrice } from '@sluice/schema/resolvers';

import type { Instance } from '../instance.js';
import type { ModelNames } from './model-names.js';
import { bestHealth, serviceNames } from './service-view.js';

/** The models of a capability as the graph tells them, by name. */
export function viewModels(capability: string, instances: readonly Instance[], namesOf: ModelNames): readonly Model[] {
  return modelsOf(capability, instances).map((name) => ({
    name,
    capability,
    aliases: namesOf(capability, name),
    offers: serviceNames(instances).flatMap((service) => {
      const own = instances.filter((instance) => instance.service === service);
      return viewOffer(capability, name, own) ?? [];
    }),
  }));
}

/** The names of the models of a capability. */
export function modelsOf(capability: string, instances: readonly Instance[]): readonly string[] {
  const names = instances.flatMap(({ capabilities }) => capabilities?.get(capability)?.models ?? []);
  return [...new Set(names)].toSorted();
}

/** A model as one service offers it, as that of its instances tells it that is best. */
function viewOffer(capability: string, model: string, own: readonly Instance[]): ModelOffer | null {
  const offering = own.filter(({ capabilities }) => capabilities?.get(capability)?.models.includes(model));
  const health = bestHealth(offering);
  const told = offering.find(({ state }) => state === health);
  const offer = told?.capabilities?.get(capability);
  if (!told || !offer) return null;
  return {
    service: told.service,
    health,
    isDefault: offer.models[0] === model,
    ...viewDetails(offer.details.get(model) ?? {}),
  };
}

function viewDetails({ contextTokens, maxOutputTokens, inputs, features, price }: ModelDetails) {
  return {
    contextTokens: contextTokens ?? null,
    maxOutputTokens: maxOutputTokens ?? null,
    inputs: inputs ? inputs.map((input) => INPUTS[input]) : null,
    features: features ? features.map((feature) => FEATURES[feature]) : null,
    price: price ? viewPrice(price) : null,
  };
}

const INPUTS: Readonly<Record<NonNullable<ModelDetails['inputs']>[number], ModelInput>> = {
  text: 'TEXT',
  image: 'IMAGE',
  audio: 'AUDIO',
};

const FEATURES: Readonly<Record<NonNullable<ModelDetails['features']>[number], ModelFeature>> = {
  tools: 'TOOLS',
  'structured-output': 'STRUCTURED_OUTPUT',
  seed: 'SEED',
  stop: 'STOP',
  streaming: 'STREAMING',
  thinking: 'THINKING',
};

/** A rate that is not known is absent from the one and null in the other. */
function viewPrice(price: KnownPrice): ModelPrice {
  return { ...price };
}
