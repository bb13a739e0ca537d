import type { ServiceMap } from '@apollo/gateway';
import { ServiceError } from '@sluice/schema';
import { type DocumentNode, print, validate } from 'graphql';

import type { SupergraphHolder } from '../gateway-interface.js';
import type { PlannedOperation, Prepare } from '../prepare-operation.js';
import type { SupergraphSnapshot } from '../snapshot.js';
import { createEventCompletion, type EventCompletion, type EventCompletionOptions } from './complete-event.js';

export interface FollowedPlanOptions extends Omit<EventCompletionOptions, 'services'> {
  readonly holder: SupergraphHolder;
  readonly prepare: Prepare;
  readonly services: (snapshot: SupergraphSnapshot) => ServiceMap;
  /** Told once, when a snapshot has come into force in which the subscription would be another one. */
  readonly onUnfit: (error: ServiceError) => void;
}

/** The plan of a subscription, which outlives the snapshot that it began with. */
export interface FollowedPlan {
  readonly complete: EventCompletion;
  stop(): void;
}

/**
 * Completes events by the snapshot in force. When another comes, the subscription is validated, admitted and planned
 * anew; it goes on where its plan is unchanged, and ends otherwise: what it tells would silently become something else.
 */
export function createFollowedPlan(options: FollowedPlanOptions): FollowedPlan {
  const { holder, services, onUnfit, onInternal } = options;
  const begun = textOf(options.prepared);
  let current = options.snapshot;
  const completionOf = (snapshot: SupergraphSnapshot, prepared: PlannedOperation) =>
    createEventCompletion({ ...options, snapshot, prepared, services: services(snapshot) });
  let complete = completionOf(current, options.prepared);

  async function follow(next: SupergraphSnapshot): Promise<void> {
    current = next;
    const prepared = await prepareFor(next, options);
    // While it was being looked at, yet another may have come.
    if (current !== next) return;
    if (prepared && textOf(prepared) === begun) complete = completionOf(next, prepared);
    else onUnfit(new ServiceError('SUBSCRIPTION_SCHEMA_RELOAD', 'The graph has changed; subscribe again.'));
  }

  const stop = holder.subscribe((next) => {
    void follow(next).catch((error: unknown) => {
      onInternal(error);
      onUnfit(new ServiceError('SUBSCRIPTION_SCHEMA_RELOAD', 'The graph has changed; subscribe again.'));
    });
  });
  return { complete: (event, context) => complete(event, context), stop };
}

async function prepareFor(
  snapshot: SupergraphSnapshot,
  { prepare, requestContext }: FollowedPlanOptions,
): Promise<PlannedOperation | null> {
  if (!isValid(snapshot, requestContext.document)) return null;
  const prepared = await prepare(snapshot, requestContext);
  return prepared.kind === 'planned' ? prepared : null;
}

const verdicts = new WeakMap<SupergraphSnapshot, WeakMap<DocumentNode, boolean>>();

/** Asked once for all subscriptions of one document: a reload must not hold up the events of the others. */
function isValid(snapshot: SupergraphSnapshot, document: DocumentNode): boolean {
  const known = verdicts.get(snapshot) ?? new WeakMap<DocumentNode, boolean>();
  verdicts.set(snapshot, known);
  const isSo = known.get(document) ?? validate(snapshot.apiSchema, document, undefined, { maxErrors: 1 }).length === 0;
  known.set(document, isSo);
  return isSo;
}

const texts = new WeakMap<object, string>();

/** What is left of the operation belongs to it: another cut may need the same fetches. */
function textOf({ document, plan }: PlannedOperation): string {
  const text = texts.get(plan) ?? print(document) + JSON.stringify(plan.node);
  texts.set(plan, text);
  return text;
}
