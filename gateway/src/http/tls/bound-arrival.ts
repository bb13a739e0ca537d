import { constants, type Http2SecureServer, type Http2ServerRequest } from 'node:http2';

/** Ends HTTP/2 requests that do not arrive whole in time; of HTTP/1.1 ones, Node does the same by itself. */
export function boundArrival(server: Http2SecureServer, timeoutMs: number): void {
  server.on('request', (request: Http2ServerRequest) => {
    if (request.httpVersionMajor !== 2 || request.complete) return;
    const cut = setTimeout(() => request.stream.close(constants.NGHTTP2_CANCEL), timeoutMs);
    const stop = () => clearTimeout(cut);
    request.once('end', stop);
    request.once('close', stop);
  });
}
