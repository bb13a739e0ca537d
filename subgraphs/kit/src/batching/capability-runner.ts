import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';
import type { Capabilities, Capability } from '../capabilities.js';
import type { CapabilityName, ItemOf, OfferedCapability, OptionsOf, ResultOf } from '../capability-types.js';
import { type BatchCall, type Batcher, createBatcher } from './batcher.js';
import { canonicalJson } from './canonical-json.js';
import type { Caller } from '../identity/caller.js';
import type { WaitingItem } from './run-batch.js';

/** A call of a capability, with its model chosen; `lane` names the calls that may share a batch with it. */
export interface PreparedCall<Name extends CapabilityName> {
  readonly lane: string;
  send(request: WaitingItem<ItemOf<Name>>): Promise<ResultOf<Name>>;
}

/** What decides of a call, beside its options, with which others it may share a batch. */
export interface CallChoice {
  /** As the caller names it; the default where it names none. */
  readonly model: string | null | undefined;
  readonly caller: Caller | null;
}

/** The capabilities of a service, each behind its batcher. */
export interface CapabilityRunner {
  /** @throws `MODEL_NOT_FOUND` naming the models there are */
  prepare<Name extends CapabilityName>(name: Name, options: OptionsOf<Name>, choice: CallChoice): PreparedCall<Name>;
  /** Items that wait, by capability. */
  queueLength(name: CapabilityName): number;
}

export interface CapabilityRunnerOptions {
  readonly capabilities: Capabilities;
  readonly logger: Logger;
  /** Resolves when the models are loaded. */
  readonly ready: () => Promise<void>;
  readonly onCall: (capability: CapabilityName, call: BatchCall) => void;
}

// The batcher of a name always takes that name's items and options: `prepare` is typed by the name.
type AnyCapability = Capability<unknown, object, unknown>;
type AnyBatcher = Batcher<unknown, { readonly model: string }, unknown>;

export function createCapabilityRunner({
  capabilities,
  logger,
  ready,
  onCall,
}: CapabilityRunnerOptions): CapabilityRunner {
  const batchers = new Map<CapabilityName, Pick<AnyCapability, 'models' | 'scopeOf'> & { batcher: AnyBatcher }>();
  for (const [key, value] of Object.entries(capabilities)) {
    const [name, { models, run, batch, scopeOf }] = [key as CapabilityName, value as AnyCapability];
    const child = logger.child({ capability: name });
    const batcher = createBatcher({ ...batch, run, logger: child, ready, onCall: (call) => onCall(name, call) });
    batchers.set(name, { models, batcher, ...(scopeOf && { scopeOf }) });
  }

  return {
    prepare(name, options, { model: requested, caller }) {
      const known = batchers.get(name);
      if (!known) throw new ServiceError('UNSUPPORTED_CAPABILITY', `This service does not offer ${name}.`);
      const model = chooseModel(name, known.models, requested);
      const lane = canonicalJson([model, known.scopeOf?.(caller) ?? '', options]);
      const send = (request: WaitingItem<unknown>) => known.batcher.load(lane, { ...options, model }, request);
      return { lane: `${name} ${lane}`, send } as PreparedCall<typeof name>;
    },
    queueLength: (name) => batchers.get(name)?.batcher.queueLength ?? 0,
  };
}

/** @throws `MODEL_NOT_FOUND` naming the models there are */
export function chooseModel(
  name: OfferedCapability,
  models: readonly string[],
  requested: string | null | undefined,
): string {
  const model = requested ?? models[0];
  if (model !== undefined && models.includes(model)) return model;
  const asked = JSON.stringify((model ?? '').slice(0, 100));
  throw new ServiceError('MODEL_NOT_FOUND', `There is no model ${asked} for ${name}; there are: ${models.join(', ')}.`);
}
