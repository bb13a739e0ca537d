import { ServiceError } from '@sluice/schema';
import type { FastifyRequest } from 'fastify';

import type { Principal } from '../../identity/principal.js';
import type { AnswerEvent } from '../pipeline/answer-stream.js';
import { labelsOf } from '../pipeline/read-labels.js';
import { frame, payloadOf } from './sse-format.js';

/** An operation that is added to a shared event stream. */
export interface AddedOperation {
  /** Chosen by the client; what comes of the operation carries it. */
  readonly id: string;
  readonly requestId: string;
  /** Who adds it: the owner of the stream, perhaps by another credential. */
  readonly principal: Principal;
  readonly traceparent: string | undefined;
  readonly labels: ReadonlySet<string>;
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
}

/** No client needs a longer one. */
const MAX_ID = 128;

/** @throws ServiceError `BAD_USER_INPUT` when the body is no operation with an id, or its labels are none */
export function readOperation({ id: requestId, headers, body }: FastifyRequest, principal: Principal): AddedOperation {
  if (!isRecord(body)) throw badInput('a JSON object');
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string') throw badInput('query, a string');
  if (!isAbsent(operationName) && typeof operationName !== 'string') throw badInput('operationName as a string');
  if (!isAbsent(variables) && !isRecord(variables)) throw badInput('variables as an object');
  const id = isRecord(extensions) ? extensions['operationId'] : undefined;
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID)
    throw badInput(`extensions.operationId, a string of at most ${MAX_ID} characters`);
  const { traceparent } = headers;
  return {
    id,
    requestId,
    principal,
    query,
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    labels: labelsOf(headers),
    ...(typeof operationName === 'string' && { operationName }),
    ...(isRecord(variables) && { variables }),
  };
}

/** What is told of one operation on a shared stream. */
export const nextFrame = (id: string, event: AnswerEvent) => frame('next', { id, payload: payloadOf(event) });
export const completeFrame = (id: string) => frame('complete', { id });

/** The last words on a shared stream, to each operation that runs. */
export const closingFrames = (ids: readonly string[], event: AnswerEvent) =>
  ids.map((id) => nextFrame(id, event) + completeFrame(id)).join('');

const isAbsent = (value: unknown) => value === undefined || value === null;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badInput(what: string): ServiceError {
  return new ServiceError('BAD_USER_INPUT', `Expected ${what}.`);
}
