import { ServiceError } from '@sluice/schema';
import type { Logger } from '@sluice/telemetry';

import type { Page, PageRequest } from '../accounts/page.js';
import type { ExecutionSettings } from '../config/execution-settings.js';
import type { ContextPolicy } from '../contexts/context-policy.js';
import type { Principal } from '../identity/principal.js';
import type { Storage } from '../storage/create-storage.js';
import type { CallOptions } from '../storage/store/store.js';
import { acceptExecution } from './accept.js';
import { createAnnouncer } from './announce.js';
import { cancelExecution, eraseExecution } from './cancel.js';
import { checkContext, PIPELINE } from './check-context.js';
import { createContextOperations, type Graph } from './context-operations.js';
import type { RecordedEvent } from './execution-event.js';
import { readEvents } from './execution-log.js';
import {
  type ExecutionFilter,
  findExecution,
  fits,
  listExecutions,
  notFound,
  readExecution,
} from './find-executions.js';
import { followEvents } from './follow-events.js';
import { isTerminal } from './life-cycle.js';
import { drainUntil } from './drain-until.js';
import { readOptions, type SubmitOptions } from './read-options.js';
import { retryExecution } from './retry.js';
import type { Sealer } from './sealing/sealer.js';
import { mayRead, openPart, type SealedPart, type StoredExecution } from './stored-execution.js';
import { watchExecutions } from './watch-executions.js';

/** One unit of work, as it is submitted. */
export interface SubmittedContext {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Durable executions: what callers do with them. Everything throws `ServiceError`s. */
export interface Executions {
  submit(
    principal: Principal,
    context: SubmittedContext,
    options: SubmitOptions,
    callOptions?: CallOptions,
  ): Promise<StoredExecution>;
  /** Waits until it has ended, or the time is up, or the signal aborts. @returns as it stands then */
  settle(execution: StoredExecution, waitMs: number, signal: AbortSignal): Promise<StoredExecution>;
  cancel(principal: Principal, id: string, options?: CallOptions): Promise<StoredExecution>;
  retry(principal: Principal, id: string, key: string | null, options?: CallOptions): Promise<StoredExecution>;
  erase(principal: Principal, id: string, options?: CallOptions): Promise<StoredExecution>;
  find(principal: Principal, id: string, options?: CallOptions): Promise<StoredExecution | null>;
  list(
    principal: Principal,
    request: PageRequest & { readonly filter?: ExecutionFilter | null | undefined },
    options?: CallOptions,
  ): Promise<Page<StoredExecution>>;
  /** Its events after a number, to the last one. @throws ServiceError `NOT_FOUND` */
  follow(principal: Principal, id: string, after: number): Promise<AsyncIterableIterator<RecordedEvent, undefined>>;
  /** Those that the caller may see, as they change. */
  watch(
    principal: Principal,
    filter: ExecutionFilter | null | undefined,
  ): AsyncIterableIterator<StoredExecution, undefined>;
  /** What is sealed of it; null where there is none, or none any more. */
  open(execution: StoredExecution, part: SealedPart): unknown;
}

export interface ExecutionsOptions {
  readonly storage: Pick<Storage, 'store' | 'queue' | 'bus'>;
  readonly sealer: Sealer;
  readonly settings: ExecutionSettings;
  /** The graph in force. */
  readonly graph: () => Graph;
  /** What a caller's contexts may be. */
  readonly policyOf: (principal: Principal) => ContextPolicy;
  readonly logger: Logger;
}

export function createExecutions(options: ExecutionsOptions): Executions {
  const { storage, sealer, settings, graph, policyOf, logger } = options;
  const { store, queue, bus } = storage;
  const announce = createAnnouncer(bus, (error) => logger.debug({ error }, 'A hint was not taken.'));
  const managing = { store, queue, sealer, announce };
  const accepting = { ...managing, maxOpenPerTenant: settings.maxOpenPerTenant };

  const follow = (execution: string, after: number) => {
    const read = async (last: number) => {
      const events = await readEvents(store, sealer, { execution, after: last });
      return events.length > 0 || (await readExecution(store, execution)) ? events : null;
    };
    return followEvents({ bus, read }, execution, after);
  };

  return {
    async submit(principal, { kind, input }, given, callOptions) {
      if (kind !== PIPELINE && !operationsOf(graph()).has(kind)) throw unknownKind(kind);
      const checked = checkContext(kind, input, { graph: graph(), policy: policyOf(principal) });
      const request = { ...readOptions(given, settings), kind, input: checked, retryOf: null };
      return acceptExecution(accepting, principal, request, callOptions);
    },
    async settle(execution, waitMs, signal) {
      if (isTerminal(execution.status)) return execution;
      await drainUntil(follow(execution.id, execution.lastEvent), waitMs, signal);
      return (await readExecution(store, execution.id)) ?? execution;
    },
    cancel: (principal, id, callOptions) => cancelExecution(managing, principal, id, callOptions),
    erase: (principal, id, callOptions) => eraseExecution(managing, principal, id, callOptions),
    retry: (principal, id, key, callOptions) => retryExecution(accepting, principal, { id, key }, callOptions),
    find: (principal, id, callOptions) => findExecution(store, principal, id, callOptions),
    list: (principal, request, callOptions) => listExecutions(store, principal, request, callOptions),
    async follow(principal, id, after) {
      if (after < 0) throw new ServiceError('BAD_USER_INPUT', 'after: expected 0 or more.', { inputPath: ['after'] });
      const found = await findExecution(store, principal, id);
      if (!found) throw notFound();
      return follow(found.id, after);
    },
    watch: (principal, filter) =>
      watchExecutions(
        {
          bus,
          async read(id) {
            const found = await readExecution(store, id);
            return found && mayRead(principal, found) && fits(filter, found) ? found : null;
          },
        },
        principal.tenant,
      ),
    open: (execution, part) => openPart(sealer, execution, part),
  };
}

const made = new WeakMap<Graph, ReturnType<typeof createContextOperations>>();

/** Made once for each graph. */
export function operationsOf(graph: Graph): ReturnType<typeof createContextOperations> {
  const known = made.get(graph) ?? createContextOperations(graph);
  made.set(graph, known);
  return known;
}

function unknownKind(kind: string): ServiceError {
  return new ServiceError('UNSUPPORTED_CAPABILITY', `Contexts of the kind ${kind} cannot be run.`);
}
