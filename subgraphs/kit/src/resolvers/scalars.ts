import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** `LanguageTag`: well-formed BCP 47, in its canonical case. */
const languageTag = new GraphQLScalarType<string, string>({
  name: 'LanguageTag',
  parseValue: parseLanguageTag,
  parseLiteral: (node) => parseLanguageTag(node.kind === Kind.STRING ? node.value : undefined),
  serialize: String,
});

/** `URL`: a text; what is behind it is checked where it is read. */
const url = new GraphQLScalarType<string, string>({ name: 'URL', serialize: String });

/** The common scalars that are more than JSON. */
export const scalars = { LanguageTag: languageTag, URL: url };

function parseLanguageTag(value: unknown): string {
  try {
    const [tag] = typeof value === 'string' ? Intl.getCanonicalLocales(value) : [];
    if (tag !== undefined) return tag;
  } catch {
    // Not a tag: told below.
  }
  throw new GraphQLError('Expected a language tag such as "en" or "pt-BR".', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
