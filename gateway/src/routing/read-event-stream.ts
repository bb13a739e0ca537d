import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

import { ServiceError } from '@sluice/schema';

/** One event of `text/event-stream`. */
interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/**
 * Reads the results of one operation from an event stream as GraphQL-SSE has it in its distinct connections mode:
 * `next` with a result, and `complete`. The stream is read no further than is asked.
 *
 * @returns gives the next result, or null after `complete`
 * @throws ServiceError `STREAM_INTERRUPTED` when the stream ends without `complete`, `PROVIDER_BAD_RESPONSE` for what is
 * no such stream
 */
export function readEventStream(body: Readable, maxEventBytes: number): () => Promise<unknown> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const decoder = new StringDecoder('utf8');
  let pending: ServerEvent[] = [];
  const rest = createUnfinished(maxEventBytes);
  let isComplete = false;

  async function readMore(): Promise<void> {
    const { done, value } = await chunks.next();
    if (done === true)
      throw new ServiceError('STREAM_INTERRUPTED', 'The stream of a service ended too early.', { phase: 'STREAMING' });
    // Lines may end in CRLF; JSON has no bare carriage return.
    pending = rest.add(decoder.write(value).replaceAll('\r', '')).flatMap(parseEvent);
  }

  return async () => {
    while (!isComplete) {
      const event = pending.shift();
      if (!event) await readMore();
      else if (event.name === 'next') return parseResult(event.data);
      else if (event.name === 'complete') isComplete = true;
    }
    // What follows is the end of the response: read, it frees the connection for the next stream.
    void chunks.next().catch(() => {});
    return null;
  };
}

interface Unfinished {
  /** @returns the blocks that have ended with it */
  add(text: string): readonly string[];
}

/** What has come of an event that goes on. It is looked through once and not with each chunk: one may be large. */
function createUnfinished(maxLength: number): Unfinished {
  let parts: string[] = [];
  let length = 0;
  let endsLine = false;
  const keep = (text: string): void => {
    parts.push(text);
    length += text.length;
    if (text !== '') endsLine = text.endsWith('\n');
    if (length > maxLength) throw badResponse(`an event of more than ${maxLength} bytes`);
  };
  return {
    add(text) {
      const isEnd = text.includes('\n\n') || (endsLine && text.startsWith('\n'));
      if (!isEnd) {
        keep(text);
        return [];
      }
      const blocks = [...parts, text].join('').split('\n\n');
      [parts, length, endsLine] = [[], 0, false];
      keep(blocks.pop() ?? '');
      return blocks;
    },
  };
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation; comments are nothing. */
function parseEvent(block: string): ServerEvent[] {
  let name = '';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (line.startsWith('event:')) name = value;
    else if (line.startsWith('data:')) data.push(value);
  }
  return name === '' ? [] : [{ name, data: data.join('\n') }];
}

function parseResult(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch (cause) {
    throw new ServiceError('PROVIDER_BAD_RESPONSE', 'A service answered with an event that is no JSON.', {}, { cause });
  }
}

function badResponse(what: string): ServiceError {
  return new ServiceError('PROVIDER_BAD_RESPONSE', `A service answered with ${what}.`);
}
