import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** One mutation as it came. */
export interface Asked {
  readonly operation: 'Register' | 'Renew' | 'Drain' | 'Deregister';
  readonly variables: Readonly<Record<string, unknown>>;
  readonly key: string | undefined;
}

/** What knows registrations as a gateway does, and can be away. */
export interface FakeGateway extends AsyncDisposable {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers from now on in another way; null as a gateway does. */
  answerWith(answer: ((response: ServerResponse) => void) | null): void;
  /** Knows nothing of what was registered. */
  forget(): void;
  /** Resolves when it was asked that often, in all. */
  askedTimes(count: number): Promise<void>;
}

export async function startFakeGateway(heartbeatSeconds = 0.02): Promise<FakeGateway> {
  const asked: Asked[] = [];
  const known = new Set<unknown>();
  let answer: ((response: ServerResponse) => void) | null = null;
  let count = 0;
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { query, variables } = body as { query: string; variables: Record<string, unknown> };
      const operation = /\w+ (\w+)/.exec(query)?.[1] as Asked['operation'];
      asked.push({ operation, variables, key: request.headers.authorization });
      if (answer) return answer(response);
      const id = operation === 'Register' ? `reg_${(count += 1)}` : variables['id'];
      if (operation === 'Register') known.add(id);
      const error = { message: 'There is no registration with this id.', extensions: { code: 'NOT_FOUND' } };
      const data = { answer: { id, registration: { id, heartbeatSeconds } } };
      response.end(JSON.stringify(known.has(id) ? { data } : { data: { answer: null }, errors: [error] }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answerWith: (given) => void (answer = given),
    forget: () => known.clear(),
    async askedTimes(least) {
      while (asked.length < least) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
