import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type Location,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The form of an operation, seen without its schema: it may be anything that parses. */
export interface OperationShape {
  /** Lexical tokens of the whole document. */
  readonly tokens: number;
  /** Levels of fields within fields; those of a fragment count where it is spread. */
  readonly depth: number;
  /** Fields, those of a fragment once for each spread. */
  readonly height: number;
  /** Fields with an alias, counted in the same way. */
  readonly aliases: number;
  readonly rootFields: number;
  /** Fields in whose selection another of the same response name stands before them, counted in the same way. */
  readonly repeats: number;
  /** Directives, counted in the same way. */
  readonly directives: number;
}

/** Keeps what is the largest over the operations of a document: which of them is asked for is not known yet. */
const LARGER = (one: OperationShape, other: OperationShape): OperationShape => ({
  tokens: Math.max(one.tokens, other.tokens),
  depth: Math.max(one.depth, other.depth),
  height: Math.max(one.height, other.height),
  aliases: Math.max(one.aliases, other.aliases),
  rootFields: Math.max(one.rootFields, other.rootFields),
  repeats: Math.max(one.repeats, other.repeats),
  directives: Math.max(one.directives, other.directives),
});

const NOTHING: OperationShape = {
  tokens: 0,
  depth: 0,
  height: 0,
  aliases: 0,
  rootFields: 0,
  repeats: 0,
  directives: 0,
};

const shapes = new WeakMap<DocumentNode, OperationShape>();

/**
 * The form of the largest operation of a document, in time that its length bounds: each fragment is looked at once,
 * however often it is spread, and one that spreads itself counts as nothing there; validation refuses it.
 */
export function documentShape(document: DocumentNode): OperationShape {
  const shape = shapes.get(document) ?? measureDocument(document);
  shapes.set(document, shape);
  return shape;
}

function measureDocument({ definitions, loc }: DocumentNode): OperationShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const measure = createMeasure(fragments);
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const measured = operations.map((node) => shapeOf(node, measure(node.selectionSet)));
  return [...measured, unspread(fragments, measure)].reduce(LARGER, { ...NOTHING, tokens: countTokens(loc) });
}

/** Between the tokens that stand for the beginning and the end of the text. */
function countTokens(loc: Location | undefined): number {
  let count = 0;
  for (let token = loc?.startToken.next; token && token !== loc?.endToken; token = token.next) count += 1;
  return count;
}

/** A selection as a part of an operation. */
interface Part {
  readonly depth: number;
  readonly height: number;
  readonly aliases: number;
  readonly directives: number;
  /** Those below its fields; its own are counted with what surrounds it. */
  readonly repeats: number;
  /** Its fields by response name, how often. */
  readonly names: ReadonlyMap<string, number>;
}

const EMPTY: Part = { depth: 0, height: 0, aliases: 0, directives: 0, repeats: 0, names: new Map() };

type Measure = (selectionSet: SelectionSetNode) => Part;

function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>): Measure {
  const known = new Map<string, Part>();

  function ofFragment(name: string): Part {
    const found = known.get(name);
    if (found) return found;
    const fragment = fragments.get(name);
    if (!fragment) return EMPTY;
    known.set(name, EMPTY);
    const part = withDirectives(measure(fragment.selectionSet), fragment);
    known.set(name, part);
    return part;
  }

  function measure({ selections }: SelectionSetNode): Part {
    const parts = selections.map((node): Part => {
      if (node.kind === Kind.FIELD) return ofField(node, measure);
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value) : measure(node.selectionSet);
      return withDirectives(inner, node);
    });
    return { ...sumOf(parts), names: namesOf(parts) };
  }

  return measure;
}

function ofField(node: FieldNode, measure: Measure): Part {
  const { alias, name, selectionSet, directives = [] } = node;
  const below = selectionSet ? measure(selectionSet) : EMPTY;
  return {
    depth: below.depth + 1,
    height: below.height + 1,
    aliases: below.aliases + (alias ? 1 : 0),
    directives: below.directives + directives.length,
    repeats: below.repeats + repeatsIn(below.names),
    names: new Map([[(alias ?? name).value, 1]]),
  };
}

function withDirectives(part: Part, { directives = [] }: { readonly directives?: readonly unknown[] }): Part {
  return directives.length === 0 ? part : { ...part, directives: part.directives + directives.length };
}

function sumOf(parts: readonly Part[]): Omit<Part, 'names'> {
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    depth: parts.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
    height: sum(({ height }) => height),
    aliases: sum(({ aliases }) => aliases),
    directives: sum(({ directives }) => directives),
    repeats: sum(({ repeats }) => repeats),
  };
}

function namesOf(parts: readonly Part[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const part of parts) for (const [name, count] of part.names) names.set(name, (names.get(name) ?? 0) + count);
  return names;
}

function repeatsIn(names: ReadonlyMap<string, number>): number {
  let repeats = 0;
  for (const count of names.values()) repeats += count - 1;
  return repeats;
}

function shapeOf({ directives = [], variableDefinitions = [] }: OperationDefinitionNode, part: Part): OperationShape {
  const { names, ...whole } = part;
  const onVariables = variableDefinitions.reduce((total, { directives: own = [] }) => total + own.length, 0);
  return {
    ...whole,
    tokens: 0,
    rootFields: [...names.values()].reduce((total, count) => total + count, 0),
    repeats: part.repeats + repeatsIn(names),
    directives: part.directives + directives.length + onVariables,
  };
}

/** Fragments that nobody spreads are not valid, and validation takes time for them all the same. */
function unspread(fragments: ReadonlyMap<string, FragmentDefinitionNode>, measure: Measure): OperationShape {
  const parts = [...fragments.values()].map(({ selectionSet }) => measure(selectionSet));
  return parts
    .map(({ names, ...part }) => ({ ...NOTHING, ...part, repeats: part.repeats + repeatsIn(names) }))
    .reduce<OperationShape>(LARGER, NOTHING);
}
