import { ASSERTION, WIRE_HEADERS } from '@sluice/schema';
import { generateKeyPair, SignJWT } from 'jose';
import type { GatewayKeys } from '../identity/gateway-keys.js';

/** A gateway as services know it: by the key that it signs assertions with. */
export interface TestGateway {
  readonly keys: GatewayKeys;
  /** What the gateway sends along to say that it calls for a tenant. */
  headersFor(tenant: string): Promise<Readonly<Record<string, string>>>;
}

/** @param audience the service that assertions are for */
export async function createTestGateway(audience: string): Promise<TestGateway> {
  const { publicKey, privateKey } = await generateKeyPair(ASSERTION.algorithm);
  return {
    keys: { find: async (kid) => (kid === 'k' ? publicKey : null) },
    async headersFor(tenant) {
      const claims = { gateway: 'test', tenant, roles: [], permissions: ['context:*'] };
      const assertion = await new SignJWT(claims)
        .setProtectedHeader({ alg: ASSERTION.algorithm, typ: ASSERTION.type, kid: 'k' })
        .setIssuer(ASSERTION.issuer)
        .setAudience(audience)
        .setSubject(`somebody of ${tenant}`)
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(privateKey);
      return { [WIRE_HEADERS.assertion]: assertion };
    },
  };
}
