import { readContracts, subgraphDocument } from '@sluice/schema';
import { print } from 'graphql';

import { startUpstream, type Upstream, type UpstreamRequest } from '../../testing/start-upstream.js';

/** The SDL of a service that implements capabilities of the committed graph. */
export function sdlOf(...names: readonly string[]): string {
  const { common, contracts } = readContracts();
  return print(
    subgraphDocument(
      common,
      contracts.filter(({ name }) => names.includes(name)),
    ),
  );
}

const GUARD = '@requiresScopes(scopes: [["context:feel"]])';

/** A service that finds languages, and moods, which no contract of the committed graph has. */
export const MOOD_SDL = `${sdlOf('language')}
extend type Text {
  "How the writer felt."
  mood: Mood ${GUARD} @call(effect: PURE, interchangeable: ANY) @contextKind(name: "mood") @cost(weight: 1)
}
"A mood."
type Mood @shareable {
  "Its name."
  name: String!
}`;

/** A service that answers as one of the kit would: with its SDL, and with what is asked of texts. */
export async function startService(sdl: string, ...capabilities: string[]): Promise<Upstream> {
  const upstream = await startUpstream(...capabilities);
  upstream.answer(({ body }) => (body.query.includes('_service') ? { data: { _service: { sdl } } } : answer(body)));
  return upstream;
}

function answer({ query, variables }: UpstreamRequest['body']) {
  const [texts = []] = Object.values(variables).filter(Array.isArray) as unknown[][];
  const entity = {
    ...(query.includes('mood') && { mood: { name: 'glad' } }),
    ...(query.includes('language') && { language: { code: 'en', confidence: 1 } }),
  };
  return { data: { _entities: texts.map(() => ({ __typename: 'Text', ...entity })) } };
}
