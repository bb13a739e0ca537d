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
