import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** A pair of keys of an issuer. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
  /** PEM, as anybody can know it. */
  readonly publicPem: string;
}

export async function makeKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { kid, alg, privateKey, publicJwk, publicPem: await exportSPKI(publicKey) };
}

/** What a token says, beside what every good one does; `undefined` leaves a claim out. */
export interface TokenParts {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: SigningKey;
}

/** An issuer on a free port of this machine: metadata and key set, whose keys and state a test may change. */
export interface TestIssuer extends AsyncDisposable {
  readonly url: string;
  /** What its key set holds. */
  keys: SigningKey[];
  /** Answers in its place, for as long as it is set. */
  answer: RequestListener | null;
  /** How often its key set was asked for. */
  readonly keySetLoads: number;
  /** A token that a gateway takes, or that differs from one in what is said here. */
  sign(parts?: TokenParts): Promise<string>;
  /** The claims of such a token. */
  claims(parts?: TokenParts['claims']): JWTPayload;
}

export const AUDIENCE = 'https://gateway.example';

export async function startIssuer(): Promise<TestIssuer> {
  let keySetLoads = 0;
  const server = createServer((request, response) => {
    if (request.url === '/jwks') keySetLoads += 1;
    if (issuer.answer) return issuer.answer(request, response);
    const documents: Readonly<Record<string, unknown>> = {
      '/.well-known/openid-configuration': { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` },
      '/jwks': { keys: issuer.keys.map(({ publicJwk }) => publicJwk) },
    };
    const found = documents[request.url ?? ''];
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: [await makeKey('k1')],
    answer: null,
    get keySetLoads() {
      return keySetLoads;
    },
    claims(more = {}) {
      const now = Math.floor(Date.now() / 1000);
      const usual = {
        iss: issuer.url,
        aud: AUDIENCE,
        sub: 'ada',
        iat: now,
        exp: now + 600,
        scope: 'context:* services:read',
      };
      return { ...usual, ...more };
    },
    async sign({ claims, header, key = issuer.keys[0] } = {}) {
      if (!key) throw new TypeError('The issuer has no key.');
      const { kid, alg } = key;
      return new SignJWT(issuer.claims(claims))
        .setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header })
        .sign(key.privateKey);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}
