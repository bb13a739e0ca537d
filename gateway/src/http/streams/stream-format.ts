import type { AnswerEvent } from '../pipeline/answer-stream.js';

/** How a subscription's events are written into the body of a response. */
export interface StreamFormat {
  readonly contentType: string;
  /** What the body begins with; it is sent at once, so that the client sees the head of the response. */
  readonly opening: string;
  event(event: AnswerEvent): string;
  /** Tells proxies and the client that the connection lives. */
  readonly heartbeat: string;
  readonly closing: string;
}
