import type { SharedV3Warning } from '@ai-sdk/provider';
import { type GenerationRequest, type ModelDetails, type ModelFeature, ServiceError } from '@sluice/kit';

/** What a request may ask for, and a model may be unable to do. */
export type GenerationFeature = 'images' | 'responseSchema' | 'seed' | 'stop' | 'tools';

/** By what a request is seen to ask for it. */
const USES: Readonly<Record<GenerationFeature, (request: GenerationRequest) => boolean>> = {
  images: ({ messages }) => messages.some((message) => message.role === 'user' && message.images.length > 0),
  responseSchema: ({ responseSchema }) => responseSchema !== undefined,
  seed: ({ seed }) => seed !== undefined,
  stop: ({ stop }) => stop.length > 0,
  tools: ({ tools, messages }) => tools.length > 0 || messages.some(({ role }) => role === 'tool'),
};

/** How the SDK calls them in its warnings. */
const WARNINGS: Readonly<Record<string, GenerationFeature>> = {
  responseFormat: 'responseSchema',
  seed: 'seed',
  stopSequences: 'stop',
  toolChoice: 'tools',
  tools: 'tools',
};

/** How the details of a model call them. */
const FEATURES: Readonly<Record<Exclude<GenerationFeature, 'images'>, ModelFeature>> = {
  responseSchema: 'structured-output',
  seed: 'seed',
  stop: 'stop',
  tools: 'tools',
};

/** What a model does not take, by what is known of it; of a model of which nothing is known nothing is refused. */
export function unsupportedOf({ features, inputs }: ModelDetails = {}): GenerationFeature[] {
  const names = Object.keys(FEATURES) as (keyof typeof FEATURES)[];
  const missing = features ? names.filter((name) => !features.includes(FEATURES[name])) : [];
  return inputs && !inputs.includes('image') ? [...missing, 'images'] : missing;
}

/**
 * Before anything is sent, and paid: what is known of a model.
 *
 * @throws `UNSUPPORTED_CAPABILITY`, with which another service is asked
 */
export function refuseUnsupported(request: GenerationRequest, unsupported: readonly GenerationFeature[]): void {
  const missing = unsupported.find((feature) => USES[feature](request));
  if (missing) throw cannot(request.model, missing);
}

/**
 * Before anything is written: what the SDK says that it left out of the request. A temperature that it bounded, or
 * left out for a model that chooses by itself, is no promise broken, and passes.
 *
 * @throws `UNSUPPORTED_CAPABILITY`
 */
export function refuseWarnings(request: GenerationRequest, warnings: readonly SharedV3Warning[]): void {
  for (const warning of warnings) {
    if (warning.type !== 'unsupported') continue;
    const isOfTool = /\btools?\b/i.test(warning.feature);
    const feature = WARNINGS[warning.feature] ?? (isOfTool ? 'tools' : undefined);
    if (feature) throw cannot(request.model, feature);
  }
}

function cannot(model: string, feature: GenerationFeature): ServiceError {
  return new ServiceError('UNSUPPORTED_CAPABILITY', `The model does not take ${feature}.`, { model });
}
