import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What tells services by the first part of the path, and asks them without it. */
export interface Ingress extends AsyncDisposable {
  readonly url: string;
}

export async function startIngress(services: Readonly<Record<string, string>>): Promise<Ingress> {
  const server = createServer((asked, response) => {
    const [, name = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(asked.url ?? '') ?? [];
    const service = services[name];
    if (service === undefined) return response.writeHead(404).end('There is nothing here.');
    const { method, headers } = asked;
    const passed = request(`${service}${path}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.pipe(passed.on('error', () => response.writeHead(502).end()));
    return response;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
