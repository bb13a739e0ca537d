import type { ServiceStream } from './service-stream.js';

/** A stream that is opened when something else is done; where that fails, `next` tells why. */
export function openAfter(opening: Promise<ServiceStream>): ServiceStream {
  let isClosed = false;
  // It is told to whoever asks for the first event; perhaps nobody does any more.
  const opened = opening.then((stream) => {
    if (isClosed) stream.close();
    return stream;
  });
  opened.catch(() => {});
  return {
    next: async () => (await opened).next(),
    close() {
      isClosed = true;
      void opened.then(
        (stream) => stream.close(),
        () => {},
      );
    },
  };
}
