import type { ResponsePath } from '../denial-error.js';
import type { DeniedField } from './find-denied.js';
import type { CompiledOperation, FieldPart, SelectedPart } from './selected-part.js';

/** A denied field, and where it stands in the response; items of lists are not told apart. */
export type DeniedPlace = readonly [field: FieldPart, why: DeniedField, path: ResponsePath];

/** Where the denied fields of an operation stand, in the order of its text. */
export function placesOf(
  { parts }: Pick<CompiledOperation, 'parts'>,
  denied: ReadonlyMap<FieldPart, DeniedField>,
): readonly DeniedPlace[] {
  const places = (part: SelectedPart, path: ResponsePath): readonly DeniedPlace[] => {
    if (part.kind === 'fragment') return part.parts.flatMap((inner) => places(inner, path));
    const here = [...path, part.key];
    const why = denied.get(part);
    return why ? [[part, why, here]] : part.parts.flatMap((inner) => places(inner, here));
  };
  return parts.flatMap((part) => places(part, []));
}
