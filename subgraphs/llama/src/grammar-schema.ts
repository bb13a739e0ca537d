import { type JsonObject, type JsonValue, ServiceError } from '@sluice/kit';

/** Keywords that say something to people alone. */
const ANNOTATIONS = new Set([
  '$comment',
  '$id',
  '$schema',
  'default',
  'deprecated',
  'description',
  'examples',
  'title',
]);
/** Keywords whose meaning a grammar can hold; `required` is met since every property is always written. */
const STRUCTURE = new Set([
  '$defs',
  '$ref',
  'additionalProperties',
  'anyOf',
  'const',
  'enum',
  'format',
  'items',
  'maxItems',
  'maxLength',
  'minItems',
  'minLength',
  'oneOf',
  'prefixItems',
  'properties',
  'required',
  'type',
]);
const PRIMITIVES = ['boolean', 'integer', 'null', 'number'];
const FORMATS = ['date', 'date-time', 'time'];
/** A grammar spells a repetition out. */
const MAX_REPETITION = 500;

const ANYTHING = {
  oneOf: [
    { type: ['string', 'number', 'boolean', 'null'] },
    { type: 'object', additionalProperties: true },
    { type: 'array' },
  ],
};

/**
 * A JSON Schema as the runtime's grammars know it. What they would silently pass over is refused, so that the output
 * always fits the schema as it was written.
 *
 * @throws `UNSUPPORTED_CAPABILITY` naming the keyword, `BAD_USER_INPUT` for a reference that leads nowhere
 */
export function toGrammarSchema(schema: JsonObject): JsonObject {
  const definitions = objectOf(schema['$defs']);
  for (const name of Object.keys(definitions)) refuseEmptyCircle({ $ref: `#/$defs/${name}` }, definitions, new Set());
  const { $defs: _, ...root } = schema;
  const converted = convert(root, definitions);
  if (Object.keys(definitions).length === 0) return converted;
  const $defs = mapValues(definitions, (definition) => convert(definition, definitions));
  // The runtime looks for definitions in objects, arrays and alternatives alone.
  return { oneOf: [converted], $defs };
}

function convert(value: JsonValue | undefined, definitions: JsonObject): JsonObject {
  if (value === true) return ANYTHING;
  const schema = objectOf(value, 'a schema');
  const { type } = schema;
  const told = Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword));
  for (const keyword of told) if (!STRUCTURE.has(keyword)) throw unsupported(`the keyword ${quote(keyword)}`);
  if (told.includes('$defs')) throw unsupported('"$defs" below the root');
  if (told.length === 0) return ANYTHING;
  if (typeof schema['$ref'] === 'string') return { $ref: checkReference(schema['$ref'], definitions) };
  const alternatives = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(alternatives)) {
    if (told.length > 1) throw unsupported('alternatives beside other keywords');
    return { oneOf: alternatives.map((one: JsonValue) => convert(one, definitions)) };
  }
  if (schema['const'] !== undefined || schema['enum'] !== undefined) return literals(schema);
  if (Array.isArray(type))
    return { oneOf: type.map((one: JsonValue) => convert({ ...schema, type: one }, definitions)) };
  return ofType(type, schema, definitions);
}

function ofType(type: JsonValue | undefined, schema: JsonObject, definitions: JsonObject): JsonObject {
  if (type === undefined) throw unsupported('a schema without "type"');
  if (PRIMITIVES.includes(type as string)) return { type };
  if (type === 'string') return { type, ...stringFormat(schema), ...bounds(schema, ['minLength', 'maxLength']) };
  if (type === 'array') return { type, ...itemsOf(schema, definitions), ...bounds(schema, ['minItems', 'maxItems']) };
  if (type === 'object') return objectType(schema, definitions);
  throw unsupported(`the type ${quote(JSON.stringify(type))}`);
}

function objectType(schema: JsonObject, definitions: JsonObject): JsonObject {
  const properties = mapValues(objectOf(schema['properties']), (one) => convert(one, definitions));
  const named = Object.keys(properties);
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : [];
  if (required.some((name) => !named.includes(name as string)))
    throw unsupported('a required property that is not described');
  const { additionalProperties: rest = true } = schema;
  // With properties that are named no others are written, which every schema allows.
  if (named.length > 0) return { type: 'object', properties };
  if (rest === false) return { type: 'object', properties: {} };
  return { type: 'object', additionalProperties: rest === true ? true : convert(rest, definitions) };
}

function itemsOf({ items, prefixItems }: JsonObject, definitions: JsonObject): JsonObject {
  if (items === false) throw unsupported('"items" that allow nothing');
  return {
    ...(items !== undefined && { items: convert(items, definitions) }),
    ...(Array.isArray(prefixItems) && { prefixItems: prefixItems.map((one: JsonValue) => convert(one, definitions)) }),
  };
}

function stringFormat({ format, minLength, maxLength }: JsonObject): JsonObject {
  if (format === undefined) return {};
  if (minLength !== undefined || maxLength !== undefined) throw unsupported('"format" beside lengths');
  if (FORMATS.includes(format as string)) return { format };
  throw unsupported(`the format ${quote(JSON.stringify(format))}`);
}

function bounds(schema: JsonObject, names: readonly string[]): JsonObject {
  const given = names.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]] as const]));
  for (const [name, value] of given) {
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > MAX_REPETITION)
      throw unsupported(`"${name}" beyond 0 to ${MAX_REPETITION}`);
  }
  return Object.fromEntries(given);
}

function literals(schema: JsonObject): JsonObject {
  const values = schema['enum'] ?? [schema['const'] ?? null];
  if (
    !Array.isArray(values) ||
    values.length === 0 ||
    values.some((one: JsonValue) => typeof one === 'object' && one !== null)
  )
    throw unsupported('"enum" and "const" of other than texts, numbers, true, false and null');
  return { enum: values as readonly JsonValue[] };
}

function checkReference(reference: string, definitions: JsonObject): string {
  const name = reference.startsWith('#/$defs/') ? reference.slice('#/$defs/'.length) : undefined;
  if (name !== undefined && Object.hasOwn(definitions, name)) return reference;
  throw new ServiceError('BAD_USER_INPUT', 'input.responseSchema: expected references to its own "$defs" alone.', {
    inputPath: ['input', 'responseSchema'],
  });
}

/** A definition that leads back to itself without writing anything would never end. */
function refuseEmptyCircle(value: JsonValue | undefined, definitions: JsonObject, seen: ReadonlySet<string>): void {
  const schema = objectOf(value);
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = checkReference(reference, definitions).slice('#/$defs/'.length);
    if (seen.has(name)) throw unsupported('a definition that is nothing but itself');
    refuseEmptyCircle(definitions[name], definitions, new Set([...seen, name]));
  }
  const alternatives = schema['oneOf'] ?? schema['anyOf'];
  if (!Array.isArray(alternatives)) return;
  for (const one of alternatives as readonly JsonValue[]) refuseEmptyCircle(one, definitions, seen);
}

function objectOf(value: JsonValue | undefined, what?: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  if (what === undefined) return {};
  throw unsupported(`${quote(JSON.stringify(value))} as ${what}`);
}

function mapValues(object: JsonObject, change: (value: JsonValue) => JsonObject): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}

const quote = (text: string | undefined) => `"${(text ?? 'nothing').replaceAll('"', '').slice(0, 40)}"`;

function unsupported(what: string): ServiceError {
  return new ServiceError(
    'UNSUPPORTED_CAPABILITY',
    `input.responseSchema: models of this service cannot be held to ${what}.`,
    { inputPath: ['input', 'responseSchema'] },
  );
}
