import { graphql } from './generated/gql.js';

/** The README's pipeline, typed from `examples/pipeline.graphql`. */
export { PipelineDocument as pipeline } from './generated/graphql.js';

/** Embeds many texts in one operation. */
export const embedAll = graphql(`
  query EmbedAll($contents: [String!]!) {
    texts(contents: $contents) {
      content
      embedding {
        dimensions
        vector
        model
      }
    }
  }
`);

/** Moderates one text and tells its language. */
export const inspect = graphql(`
  query Inspect($content: String!) {
    text(content: $content) {
      language {
        code
      }
      moderation {
        flagged
      }
    }
  }
`);

/** Lets the language model write; the last event has what other services know of the text. */
export const writeStory = graphql(`
  subscription WriteStory($input: GenerateInput!, $key: ID!) {
    generate(input: $input, idempotencyKey: $key) {
      __typename
      ... on GenerationStarted {
        model
      }
      ... on GenerationDelta {
        piece: text
      }
      ... on GenerationFinished {
        generation {
          finishReason
          text {
            content
            embedding {
              dimensions
            }
            language {
              code
            }
          }
        }
      }
    }
  }
`);

/** Tells how the AI services are, and each change. */
export const watchServices = graphql(`
  subscription WatchServices {
    services {
      name
      health
    }
  }
`);
