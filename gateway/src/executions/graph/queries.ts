import type { QueryResolvers } from '@sluice/schema/resolvers';

import { toConnection } from '../../accounts/graph/to-connection.js';
import type { RequestContext } from '../../request-context.js';
import type { Executions } from '../create-executions.js';
import { readFilter } from './read-filter.js';
import { toExecution } from './to-execution.js';

export function queries(executions: Executions): QueryResolvers<RequestContext> {
  return {
    execution: async (_, { id }, { principal, signal }) => {
      const found = await executions.find(principal, id, { signal });
      return (found && toExecution(executions, found)) as never;
    },
    executions: async (_, { filter, ...request }, { principal, signal }) => {
      const asked = { ...request, filter: readFilter(filter) };
      const page = await executions.list(principal, asked, { signal });
      return toConnection(page, (execution) => toExecution(executions, execution)) as never;
    },
  };
}
