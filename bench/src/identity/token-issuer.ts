import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An issuer of tokens, and a service that offers nothing, for the gateway to have one. */
export interface TokenIssuer extends AsyncDisposable {
  readonly url: string;
  /** An access token, unlike all others. */
  signToken(): string;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES256', use: 'sig' };
  let count = 0;
  const claims = () => ({
    iss: url,
    aud: 'bench',
    sub: `caller-${(count += 1)}`,
    exp: Math.floor(Date.now() / 1000) + 3_600,
  });
  const answers: Readonly<Record<string, () => unknown>> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      jwks_uri: `${url}/jwks`,
      introspection_endpoint: `${url}/introspect`,
    }),
    '/jwks': () => ({ keys: [jwk] }),
    '/introspect': () => ({ active: true, token_type: 'Bearer', scope: 'context:embed', ...claims() }),
    '/health/ready': () => ({ status: 'ready', capabilities: [] }),
  };
  const server = createServer((request, response) => {
    request.resume();
    const answer = answers[request.url ?? '']?.();
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    signToken() {
      const content = `${encode({ alg: 'ES256', kid: 'bench', typ: 'at+jwt' })}.${encode({ ...claims(), scope: 'context:embed' })}`;
      const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${content}.${signature.toString('base64url')}`;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
