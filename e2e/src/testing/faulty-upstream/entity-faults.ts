import { UPSTREAM_SECRET } from './answer-faults.js';
import type { Exchange, Fault } from './exchange.js';
import { sendJson } from './send-answer.js';

/** One entity more than was asked for. */
export const extraEntity: Fault = withEntities((entities) => [...entities, entities[0]]);

/** One entity less. */
export const missingEntity: Fault = withEntities((entities) => entities.slice(1));

/** Something in the place of an entity that is none. */
export const wrongTypedEntity: Fault = withEntities(([, ...others]) => [42, ...others]);

/** Right entities with a field of another type than the contract says. */
export const wrongTypedField: Fault = withEntities((entities) =>
  entities.map((entity) => Object.fromEntries(Object.keys(entity as object).map((field) => [field, 'a text']))),
);

/** The same, of what a language model wrote. */
export const wrongTypedGeneration: Fault = ({ healthy, response, bill }) => {
  if (healthy.kind !== 'whole') throw new TypeError('Expected a request for an answer in one piece.');
  bill(healthy.tokens);
  const data = Object.keys(healthy.body['data'] as object).map((field) => [
    field,
    { __typename: 'Generation', text: 42 },
  ]);
  sendJson(response, 200, { data: Object.fromEntries(data) as object });
};

/** A failure whose extensions tell what is nobody's business. */
export const secretsInExtensions: Fault = ({ response, healthy, request }) => {
  const secrets = { code: 'PROVIDER_ERROR', apiKey: UPSTREAM_SECRET, stacktrace: [UPSTREAM_SECRET], url: request.path };
  const body = healthy.kind === 'whole' ? healthy.body : {};
  const data = Object.fromEntries(Object.keys((body['data'] ?? {}) as object).map((field) => [field, null]));
  sendJson(response, 200, { data, errors: [{ message: UPSTREAM_SECRET, extensions: secrets }], extensions: secrets });
};

function withEntities(change: (entities: readonly unknown[]) => readonly unknown[]): Fault {
  return ({ healthy, response, bill }: Exchange) => {
    if (healthy.kind !== 'whole') throw new TypeError('Expected a request for entities.');
    const { _entities: entities } = healthy.body['data'] as { _entities: readonly unknown[] };
    bill(healthy.tokens);
    sendJson(response, 200, { data: { _entities: change(entities) } });
  };
}
