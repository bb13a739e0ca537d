import { constants, type Http2SecureServer, type Http2ServerRequest } from 'node:http2';

/** Ends HTTP/2 requests that do not arrive whole in time; of HTTP/1.1 ones, Node does the same by itself. */
export function boundArrival(server: Http2SecureServer, timeoutMs: number): void {
  server.on('request', ({ httpVersionMajor, stream }: Http2ServerRequest) => {
    if (httpVersionMajor !== 2 || stream.endAfterHeaders) return;
    const cut = setTimeout(() => {
      // That it has come is known to the stream; the request tells only when it was read.
      if (!stream.destroyed && stream.state.remoteClose === 0) stream.close(constants.NGHTTP2_CANCEL);
    }, timeoutMs);
    stream.once('close', () => clearTimeout(cut));
  });
}
