import { type FieldNode, type FragmentDefinitionNode, type GraphQLNamedType, isUnionType, Kind } from 'graphql';

/** The member of a union of events that tells of a new beginning: a type that ends with `Restarted`; null without one. */
export function restartedTypeOf(events: GraphQLNamedType | undefined): string | null {
  const members = isUnionType(events) ? events.getTypes() : [];
  return members.find(({ name }) => name.endsWith('Restarted'))?.name ?? null;
}

export interface RestartedOptions {
  /** The name of the event's type. */
  readonly type: string;
  /** The model that writes from now on. */
  readonly model: string;
  readonly fragments: readonly FragmentDefinitionNode[];
}

/** The event as the caller asked for it: no service tells that another one has failed. */
export function restartedEvent(
  field: FieldNode,
  { type, model, fragments }: RestartedOptions,
): Record<string, unknown> {
  const told: Readonly<Record<string, unknown>> = { __typename: type, model };
  const event: Record<string, unknown> = {};
  const fill = (selectionSet: FieldNode['selectionSet']): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const { name, alias } = selection;
        if (name.value in told) event[alias?.value ?? name.value] = told[name.value];
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : fragments.find(({ name }) => name.value === selection.name.value);
      const condition = fragment?.typeCondition?.name.value ?? type;
      if (fragment && condition === type) fill(fragment.selectionSet);
    }
  };
  fill(field.selectionSet);
  return event;
}
