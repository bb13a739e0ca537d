import type { ObjectType, Supergraph } from '@apollo/federation-internals';

/** What the directives of a type or field demand; all of it at once. */
export interface Protection {
  /** `@authenticated`: the caller must not be anonymous. */
  readonly authenticated: boolean;
  /** Each `@requiresScopes`: one of the lists, and of that list every scope. */
  readonly scopes: readonly Alternatives[];
  /** Each `@policy`: one of the lists, and of that list every policy. */
  readonly policies: readonly Alternatives[];
}

/** Any of the lists, every name of it. */
export type Alternatives = readonly (readonly string[])[];

/** What a supergraph says about who may read what. */
export interface AccessIndex {
  /** By type (`Embedding`) or field (`Text.embedding`); what is not here demands nothing of its own. */
  readonly protections: ReadonlyMap<string, Protection>;
  /**
   * Fields that whoever has reached the object may read: those of value types, which are parts of the field that
   * returns them, and keys of entities. Every other field needs a rule.
   */
  readonly reached: ReadonlySet<string>;
  /** What a member of an input object demands of whoever gives it: `ContextInput.embeddings`. */
  readonly inputMembers: ReadonlyMap<string, Protection>;
}

/** The input type whose members are the kinds of contexts, one for each field with `@contextKind`. */
const CONTEXT_INPUT = 'ContextInput';

/** Reads the security directives of a supergraph, whatever names they are imported under. */
export function indexAccess(supergraph: Supergraph): AccessIndex {
  const { schema } = supergraph;
  const read = createProtectionReader(supergraph);
  const protections = new Map<string, Protection>();
  const inputMembers = new Map<string, Protection>();
  const keep = (coordinate: string, element: Protected) => {
    const protection = read(element);
    if (protection) protections.set(coordinate, protection);
    return protection;
  };
  for (const type of schema.types()) {
    keep(type.name, type);
    if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
    for (const field of type.fields()) {
      const protection = keep(field.coordinate, field);
      const kind = field.appliedDirectivesOf('contextKind')[0]?.arguments() as { name: string } | undefined;
      if (kind && protection) inputMembers.set(`${CONTEXT_INPUT}.${kind.name}`, protection);
    }
  }
  return { protections, reached: reachedFields(supergraph), inputMembers };
}

/** A type or a field. */
interface Protected {
  readonly appliedDirectives: readonly AppliedDirective[];
}

interface AppliedDirective {
  readonly name: string;
  arguments(): Readonly<Record<string, unknown>>;
}

const SPEC = 'https://specs.apollo.dev/';

/** A subgraph may rename what it imports, and composition keeps the name: directives are found by what they are. */
function createProtectionReader({ schema }: Supergraph): (element: Protected) => Protection | null {
  const nameOf = (name: string) => schema.coreFeatures?.getByIdentity(SPEC + name)?.directiveNameInSchema(name);
  const names = {
    authenticated: nameOf('authenticated'),
    scopes: nameOf('requiresScopes'),
    policies: nameOf('policy'),
  };
  return ({ appliedDirectives }) => {
    const named = (name: string | undefined) =>
      name === undefined ? [] : appliedDirectives.filter((directive) => directive.name === name);
    const alternatives = (name: string | undefined, argument: string) =>
      named(name).map((directive) => directive.arguments()[argument] as Alternatives);
    const protection = {
      authenticated: named(names.authenticated).length > 0,
      scopes: alternatives(names.scopes, 'scopes'),
      policies: alternatives(names.policies, 'policies'),
    };
    const isOpen = !protection.authenticated && protection.scopes.length + protection.policies.length === 0;
    return isOpen ? null : protection;
  };
}

function reachedFields({ schema }: Supergraph): ReadonlySet<string> {
  const roots = new Set(schema.schemaDefinition.roots().map(({ type }) => type.name));
  const reached = schema
    .objectTypes()
    .filter(({ name }) => !roots.has(name))
    .flatMap((type) => {
      const keys = keyFields(type);
      return type
        .fields()
        .filter((field) => (keys ? keys.has(field.name) : !field.hasAppliedDirective('call')))
        .map(({ coordinate }) => coordinate);
    });
  return new Set(reached);
}

/** The fields at the top of an entity's keys; null for a value type. */
function keyFields(type: ObjectType): ReadonlySet<string> | null {
  const keys = type
    .appliedDirectivesOf('join__type')
    .map((directive) => (directive.arguments() as { key?: string }).key)
    .filter((key) => key !== undefined);
  if (keys.length === 0) return null;
  // A key's text is a selection set; what stands in braces belongs to nested types.
  const names = keys.flatMap((key) => withoutBraces(key).split(/[\s,]+/));
  return new Set(names);
}

function withoutBraces(key: string): string {
  const inner = key.replaceAll(/\{[^{}]*\}/g, ' ');
  return inner === key ? key : withoutBraces(inner);
}
