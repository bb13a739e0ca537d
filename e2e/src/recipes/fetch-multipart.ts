import { print } from 'graphql';

import type { Endpoint, LiveClient, Result } from './live-client.js';

/** Nothing but `fetch`: one request, whose answer has a part for each event. */
export function overFetch({ url, key }: Endpoint): LiveClient {
  const open = new Set<AbortController>();
  return {
    subscribe(document, variables, sink) {
      const leaving = new AbortController();
      open.add(leaving);
      const request = {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          accept: 'multipart/mixed;subscriptionSpec=1.0, application/json',
        },
        body: JSON.stringify({ query: print(document), variables }),
        signal: leaving.signal,
      };
      fetch(`${url}/graphql`, request)
        .then(async (response) => {
          for await (const result of resultsOf(response)) sink.next(result as never);
          sink.complete();
        })
        .catch((error: unknown) => leaving.signal.aborted || sink.error(error))
        .finally(() => open.delete(leaving));
      return () => leaving.abort();
    },
    close: () => open.forEach((leaving) => leaving.abort()),
  };
}

/** Apollo's multipart protocol: parts are divided by a boundary; one that is `{}` is a sign of life. */
async function* resultsOf(response: Response): AsyncGenerator<Result<unknown>> {
  const type = response.headers.get('content-type') ?? '';
  const boundary = /^multipart\/mixed;.*boundary="?([^;"]+)/.exec(type)?.[1];
  if (!boundary || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const parts = (text + chunk).split(`\r\n--${boundary}`);
    text = parts.pop() ?? '';
    for (const part of parts) {
      const body = part.slice(part.indexOf('\r\n\r\n')).trim();
      if (body === '') continue;
      const { payload, errors } = JSON.parse(body) as {
        payload?: Result<unknown> | null;
        errors?: Result<unknown>['errors'];
      };
      if (payload) yield payload;
      // The subscription cannot go on: the last part says why.
      else if (errors) yield { errors };
    }
  }
}
