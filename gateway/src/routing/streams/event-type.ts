import { type FieldNode, type GraphQLNamedType, isUnionType, Kind, parse, print, visit } from 'graphql';
import { LRUCache } from 'lru-cache';

/** The name under which each event tells its type, beside what the caller asked for. */
const EVENT_TYPE = 'sluiceEventType';

const TYPE_FIELD: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  alias: { kind: Kind.NAME, value: EVENT_TYPE },
};

const asked = new LRUCache<string, string>({ max: 1_000 });

/** The operation of a subscription with the type of each event asked for: the gateway must know what begins an output. */
export function withEventType(query: string): string {
  const known = asked.get(query) ?? addEventType(query);
  asked.set(query, known);
  return known;
}

function addEventType(query: string): string {
  const document = visit(parse(query, { noLocation: true }), {
    // Of fragments nothing is asked: the root field stands in the operation itself.
    FragmentDefinition: () => false,
    Field(field) {
      if (!field.selectionSet) return false;
      const selections = [...field.selectionSet.selections, TYPE_FIELD];
      return { ...field, selectionSet: { ...field.selectionSet, selections } };
    },
  });
  return print(document);
}

/** Takes the type out of an event again; empty where the event is none. */
export function takeEventType(event: unknown): string {
  if (typeof event !== 'object' || event === null) return '';
  const object = event as Record<string, unknown>;
  const type = object[EVENT_TYPE] ?? object['__typename'];
  delete object[EVENT_TYPE];
  return typeof type === 'string' ? type : '';
}

/**
 * Whether an event only announces what is to come: a type that ends with `Started`. Nothing of the output is told with
 * it, so that another service can still take over unseen.
 */
export function isAnnouncement(type: string): boolean {
  return type.endsWith('Started');
}

/** Whether an event is the last of an output that came to its end: a type that ends with `Finished`. */
export function isConclusion(type: string): boolean {
  return type.endsWith('Finished');
}

/** Whether streams of these events end with one that says so: without it, they have broken off. */
export function isConcluded(events: GraphQLNamedType | undefined): boolean {
  return isUnionType(events) && events.getTypes().some(({ name }) => isConclusion(name));
}
