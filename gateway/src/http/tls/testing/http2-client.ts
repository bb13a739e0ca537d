import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from 'node:http2';
import { text } from 'node:stream/consumers';

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A connection of HTTP/2, and of no other version. */
export async function connectHttp2(url: string, ca: string): Promise<ClientHttp2Session & AsyncDisposable> {
  const session = connect(url, { ca });
  session.on('error', () => {});
  await once(session, 'connect');
  const dispose = async () => {
    if (session.destroyed) return;
    session.destroy();
    await once(session, 'close');
  };
  return Object.assign(session, { [Symbol.asyncDispose]: dispose });
}

export function open(session: ClientHttp2Session, headers: Record<string, string>, body = ''): ClientHttp2Stream {
  const stream = session.request({ ':method': 'POST', ':path': '/graphql', ...headers });
  // Who is refused before the body was sent sees the stream end.
  stream.on('error', () => {});
  if (!stream.writableEnded) stream.end(body);
  return stream;
}

export async function send(session: ClientHttp2Session, headers: Record<string, string>, body = ''): Promise<Answer> {
  const stream = open(session, headers, body);
  const [answered] = (await once(stream, 'response')) as [IncomingHttpHeaders & { ':status': number }];
  return { status: answered[':status'], headers: answered, body: await text(stream) };
}
