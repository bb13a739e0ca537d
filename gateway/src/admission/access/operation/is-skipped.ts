import { type DirectiveNode, Kind } from 'graphql';

/**
 * Whether `@skip` or `@include` surely leaves a selection out. What is not sure, such as a variable that is null, is
 * looked at as if it stood there.
 */
export function isSkipped(
  { directives }: { readonly directives?: readonly DirectiveNode[] | undefined },
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return (directives ?? []).some((directive) => {
    const { value: name } = directive.name;
    if (name !== 'skip' && name !== 'include') return false;
    return conditionOf(directive, variables) === (name === 'skip');
  });
}

function conditionOf({ arguments: given }: DirectiveNode, variables: Readonly<Record<string, unknown>>): unknown {
  const value = given?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
}
