import type { SubscriptionResolvers } from '@sluice/schema/resolvers';

import type { RequestContext } from '../../request-context.js';
import type { Executions } from '../create-executions.js';
import type { RecordedEvent } from '../execution-event.js';
import type { StoredExecution } from '../stored-execution.js';
import { readFilter } from './read-filter.js';
import { toEvent } from './to-event.js';
import { toExecution } from './to-execution.js';

export function subscriptions(executions: Executions): SubscriptionResolvers<RequestContext> {
  return {
    execution: {
      subscribe: async (_, { id, after }, { principal }) => executions.follow(principal, id, after ?? 0) as never,
      resolve: (event: RecordedEvent) => toEvent(event) as never,
    },
    executions: {
      subscribe: (_, { filter }, { principal }) => executions.watch(principal, readFilter(filter)) as never,
      resolve: (execution: StoredExecution) => toExecution(executions, execution) as never,
    },
  };
}
