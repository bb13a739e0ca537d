import type { GraphQLFormattedError } from 'graphql';

/** A response as a service gives it. */
export interface ServiceResponse {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphQLFormattedError[];
}

/** Variables with each representation once, and the way back. */
export interface Folded {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Representations sent; 1 for a root fetch. */
  readonly items: number;
  /** Gives every representation of the plan its entity, and its errors, again. */
  unfold(response: ServiceResponse): ServiceResponse;
}

/**
 * The planner sends a representation for every place in the response where an entity stands; a list with the same
 * text twice would cost two model runs. Here each distinct one is sent once.
 */
export function foldRepresentations(variables: Readonly<Record<string, unknown>>): Folded {
  const { representations } = variables;
  if (!Array.isArray(representations)) return { variables, items: 1, unfold: (response) => response };

  const positions = new Map<string, number>();
  const distinct: unknown[] = [];
  const places = representations.map((representation: unknown) => {
    const key = JSON.stringify(representation);
    const position = positions.get(key) ?? distinct.push(representation) - 1;
    positions.set(key, position);
    return position;
  });
  if (distinct.length === representations.length) {
    return { variables, items: distinct.length, unfold: (response) => response };
  }
  return {
    variables: { ...variables, representations: distinct },
    items: distinct.length,
    unfold: (response) => unfold(response, places),
  };
}

function unfold({ data, errors }: ServiceResponse, places: readonly number[]): ServiceResponse {
  const entities = data?.['_entities'];
  return {
    data: Array.isArray(entities) ? { ...data, _entities: places.map((place) => entities[place] as unknown) } : data,
    errors: errors.flatMap((error) => spread(error, places)),
  };
}

function spread(error: GraphQLFormattedError, places: readonly number[]): GraphQLFormattedError[] {
  const [root, position, ...rest] = error.path ?? [];
  if (root !== '_entities' || typeof position !== 'number') return [error];
  return places.flatMap((place, index) =>
    place === position ? [{ ...error, path: ['_entities', index, ...rest] }] : [],
  );
}
