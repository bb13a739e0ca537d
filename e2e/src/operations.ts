import { graphql } from './generated/gql.js';

/** The README's pipeline: read a picture, tell its language, moderate it, summarize it, embed the summary. */
export const pipeline = graphql(`
  query Pipeline($url: URL!) {
    image(url: $url) {
      recognition {
        confidence
        text {
          content
          language {
            code
            confidence
          }
          moderation {
            flagged
            categories {
              name
              score
            }
          }
          summary(maxSentences: 2) {
            model
            text {
              content
              embedding {
                dimensions
                vector
              }
            }
          }
        }
      }
    }
  }
`);

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
