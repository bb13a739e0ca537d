import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';

/** The resource that tokens are for. */
export const RESOURCE = 'https://gateway.example';
/** Tokens for hosts that begin so are opaque. */
export const OPAQUE_RESOURCE = 'https://opaque.example';
export const CALLBACK = 'https://app.example/callback';
export const SECRETS = { app: 'the secret of the app', gateway: 'the secret: of+the gateway%' } as const;

/** A real authorization server, whose only user has signed in and agrees to everything. */
export interface AuthorizationServer extends AsyncDisposable {
  readonly url: string;
  /** Requests so far, by path. */
  readonly requests: ReadonlyMap<string, number>;
}

export async function startAuthorizationServer(): Promise<AuthorizationServer> {
  const requests = new Map<string, number>();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, await configuration());
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    requests.set(path, (requests.get(path) ?? 0) + 1);
    void (path.startsWith('/interaction/') ? agree(provider, request, response) : answer(request, response));
  });
  return {
    url,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function configuration(): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'real' } as never] },
    cookies: { keys: ['a secret of the cookies'] },
    clients: [
      {
        client_id: 'app',
        client_secret: SECRETS.app,
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
      {
        client_id: 'gateway',
        client_secret: SECRETS.gateway,
        redirect_uris: [],
        grant_types: [],
        response_types: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    scopes: ['openid', 'offline_access', 'context:embed'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true, allowedPolicy: async (_, client) => client.clientId === 'gateway' },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: async () => true,
        getResourceServerInfo: async (_, resource) => ({
          scope: 'context:embed',
          audience: resource,
          accessTokenTTL: 600,
          accessTokenFormat: resource.startsWith('https://opaque.') ? 'opaque' : 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    interactions: { url: (_: KoaContextWithOIDC, { uid }) => `/interaction/${uid}` },
    issueRefreshToken: async () => true,
    findAccount: async (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, RefreshToken: 600, IdToken: 600, AccessToken: 600 },
  };
}

/** What a person would do on the pages of the server. */
async function agree(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const { client_id: clientId, scope, resource } = params as Record<string, string>;
  const grant = new provider.Grant({ accountId: 'ada', ...(clientId !== undefined && { clientId }) });
  grant.addOIDCScope(scope ?? '');
  grant.addResourceScope(resource ?? '', scope ?? '');
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: 'ada' }, consent });
}
