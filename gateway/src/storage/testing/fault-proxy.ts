import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy before a server, which fails as networks do. */
export interface FaultProxy {
  /** The server's URL by way of the proxy. */
  readonly url: string;
  /** Passes nothing on any more, and closes nothing. */
  stall(): void;
  /** Passes everything on again. */
  resume(): void;
  /** Cuts every connection when its client sends something next, before the server sees it. */
  cutAtNextRequest(): void;
  /** Cuts every connection now; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
}

export async function startFaultProxy(targetUrl: string): Promise<FaultProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let state: 'passing' | 'stalled' | 'cutting' = 'passing';
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    track(client);
    track(upstream);
    client.on('data', (bytes) => {
      if (state === 'cutting') cut();
      else if (state === 'passing') upstream.write(bytes);
    });
    upstream.on('data', (bytes) => state === 'passing' && client.write(bytes));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(targetUrl);
  url.hostname = '127.0.0.1';
  url.port = typeof address === 'object' && address !== null ? `${address.port}` : '';
  return {
    url: url.href,
    stall: () => void (state = 'stalled'),
    resume: () => void (state = 'passing'),
    cutAtNextRequest: () => void (state = 'cutting'),
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
