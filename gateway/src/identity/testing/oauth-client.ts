import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  type Configuration,
  discovery,
  randomPKCECodeVerifier,
  tokenRevocation,
} from 'openid-client';

import { CALLBACK, SECRETS } from './start-authorization-server.js';

/** What a client gets for a user: an access token, and others that are none. */
export interface UserTokens {
  readonly access: string;
  readonly id: string;
  readonly refresh: string;
}

/** A client of an authorization server, by the well-known library. */
export interface OAuthClient {
  /** Acts for itself (RFC 6749, section 4.4). */
  clientCredentials(resource: string): Promise<string>;
  /** Acts for the user (RFC 6749, section 4.1), with PKCE. */
  authorizationCode(resource: string): Promise<UserTokens>;
  /** Takes a token back (RFC 7009). */
  revoke(token: string): Promise<void>;
}

export async function createOAuthClient(serverUrl: string): Promise<OAuthClient> {
  const client = await discovery(new URL(serverUrl), 'app', SECRETS.app, undefined, {
    execute: [allowInsecureRequests],
  });
  return {
    async clientCredentials(resource) {
      const answer = await clientCredentialsGrant(client, { resource, scope: 'context:embed' });
      return answer.access_token;
    },
    async authorizationCode(resource) {
      const pkceCodeVerifier = randomPKCECodeVerifier();
      const callback = await visit(client, resource, await calculatePKCECodeChallenge(pkceCodeVerifier));
      const answer = await authorizationCodeGrant(client, callback, { pkceCodeVerifier });
      const { access_token: access, id_token: id = '', refresh_token: refresh = '' } = answer;
      return { access, id, refresh };
    },
    revoke: (token) => tokenRevocation(client, token),
  };
}

/** Goes where the server leads a browser, until it leads back to the client. */
async function visit(client: Configuration, resource: string, codeChallenge: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = buildAuthorizationUrl(client, {
    redirect_uri: CALLBACK,
    scope: 'openid offline_access context:embed',
    prompt: 'consent',
    resource,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
  });
  for (let hops = 0; hops < 10 && !url.href.startsWith(CALLBACK); hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`Expected a redirect, got ${response.status}: ${await response.text()}`);
    url = new URL(location, url);
  }
  return url;
}
