import { randomBytes } from 'node:crypto';

import { decodeMessage } from './bus-message.js';

/** NOTIFY takes 7,999 bytes; the rest is for the head of a chunk, whose topic may be escaped sixfold. */
const CHUNK_BYTES = 6_000;

/** A message in parts that NOTIFY can carry: `[id, index, count, topic, text]`, the topic in the first alone. */
export function toChunks(topic: string, text: string): string[] {
  const id = randomBytes(9).toString('base64url');
  const count = Math.max(1, Math.ceil(text.length / CHUNK_BYTES));
  return Array.from({ length: count }, (_, index) => {
    const part = text.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    return `${id} ${index} ${count} ${index === 0 ? encodeURIComponent(topic) : ''} ${part}`;
  });
}

/** Puts chunks together again. */
export interface ChunkReader {
  /** The message that this chunk completes, or null. */
  read(payload: string): { topic: string; message: unknown } | null;
}

interface Partial {
  readonly id: string;
  readonly count: number;
  readonly topic: string;
  readonly parts: string[];
}

/**
 * The chunks of a message are notified in one transaction, and PostgreSQL tells the notifications of a transaction one
 * after the other: so there is never more than one message under way, and memory for one is enough. What does not fit
 * was cut by a lost connection, which is a gap that is told anyway.
 */
export function createChunkReader(): ChunkReader {
  let current: Partial | undefined;
  return {
    read(payload) {
      const [, id = '', index = '', count = '', topic = '', part = ''] =
        /^(\S+) (\d+) (\d+) (\S*) (.*)$/s.exec(payload) ?? [];
      if (index === '0') current = { id, count: Number(count), topic: decodeTopic(topic), parts: [] };
      if (current?.id !== id || current.parts.length !== Number(index)) return null;
      current.parts.push(part);
      if (current.parts.length < current.count) return null;
      const whole = { topic: current.topic, message: decodeMessage(current.parts.join('')) };
      current = undefined;
      return whole;
    },
  };
}

/** Whoever may use the database may notify anything: what is no topic of ours is nobody's. */
function decodeTopic(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
