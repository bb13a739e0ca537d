import { ServiceError } from '@sluice/schema';

import type { Departure } from '../../supergraph/subscription/subscription-stream.js';
import type { AnswerStream } from '../pipeline/answer-stream.js';

/** An operation of a shared event stream. */
export interface StreamOperation {
  readonly id: string;
  /** Aborts when the client does not want it any more. */
  readonly leaving: AbortController;
  /** What it tells, once it has been opened. */
  stream: AnswerStream | null;
}

/** The operations of a shared event stream. */
export interface StreamOperations {
  readonly size: number;
  readonly ids: readonly string[];
  /** @throws ServiceError for one too many, or an id that is in use */
  start(id: string): StreamOperation;
  /** Whether it is still wanted. */
  has(operation: StreamOperation): boolean;
  /** It has told everything. */
  end(operation: StreamOperation): void;
  /** The client does not want it any more. */
  remove(id: string): void;
  removeAll(): void;
}

export function createStreamOperations(maxOperations: number): StreamOperations {
  const operations = new Map<string, StreamOperation>();
  const has = (operation: StreamOperation) => operations.get(operation.id) === operation;
  const remove = (id: string, how: Departure = 'done') => {
    const operation = operations.get(id);
    operations.delete(id);
    operation?.leaving.abort();
    operation?.stream?.leave(how);
  };
  return {
    get size() {
      return operations.size;
    },
    get ids() {
      return [...operations.keys()];
    },
    start(id) {
      if (operations.has(id)) throw new ServiceError('BAD_USER_INPUT', 'An operation with this id is running.');
      if (operations.size >= maxOperations) {
        const limit = { dimension: 'operationsPerConnection', limit: maxOperations };
        throw new ServiceError('RATE_LIMITED', `At most ${maxOperations} operations may run on one stream.`, { limit });
      }
      const operation: StreamOperation = { id, leaving: new AbortController(), stream: null };
      operations.set(id, operation);
      return operation;
    },
    has,
    end: (operation) => void (has(operation) && operations.delete(operation.id)),
    remove,
    removeAll: () => [...operations.keys()].forEach((id) => remove(id, 'lost')),
  };
}
