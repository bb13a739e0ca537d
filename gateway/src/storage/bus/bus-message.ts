import { ServiceError } from '@sluice/schema';

const MAX_TOPIC = 200;
const MAX_BYTES = 64 * 1024;

/** The message as ASCII text, so that its length is its size on every path; everything else is escaped. */
export function encodeMessage(topic: string, message: unknown): string {
  if (topic.length === 0 || topic.length > MAX_TOPIC) {
    throw new ServiceError('INTERNAL', `Expected a topic of 1 to ${MAX_TOPIC} characters, got ${topic.length}.`);
  }
  const text = JSON.stringify(message ?? null).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (text.length <= MAX_BYTES) return text;
  // A hint names what has changed; what it has become is read from the store.
  throw new ServiceError('INTERNAL', `Expected a message of at most ${MAX_BYTES} bytes, got ${text.length}.`);
}

/** The message that a text holds; undefined for what is none. */
export function decodeMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
