import { createHmac, randomUUID } from 'node:crypto';

import { AUDIENCE, makeKey, type SigningKey, type TestIssuer, type TokenParts } from './start-issuer.js';

/** What hostile credentials are made of. */
export interface HostileOptions {
  readonly issuer: TestIssuer;
  /** Has a key of the same name, and is not trusted for the audience of the first. */
  readonly other: TestIssuer;
  /** Nobody knows it. */
  readonly forged: SigningKey;
  /** A good key of the gateway's own. */
  readonly apiKey: string;
}

/** Makes the values of `Authorization`. */
type Make = (options: HostileOptions) => Promise<readonly string[]>;

/** A credential that must be refused. */
export type HostileCredential = readonly [title: string, make: Make];

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const seconds = () => Math.floor(Date.now() / 1000);

const bearer = async (token: Promise<string> | string) => [`Bearer ${await token}`];

/** Signed by the issuer, with something wrong in it. */
const signed =
  (parts: (options: HostileOptions) => TokenParts): Make =>
  async (options) =>
    bearer(options.issuer.sign(parts(options)));

/** Signed by somebody else, who says that it was by the issuer. */
const header = (more: (options: HostileOptions) => Readonly<Record<string, unknown>>): Make =>
  signed((options) => ({ key: options.forged, header: { kid: 'k1', ...more(options) } }));

const unsigned =
  (alg: unknown): Make =>
  async ({ issuer }) =>
    bearer(`${encode({ alg, typ: 'at+jwt' })}.${encode(issuer.claims())}.`);

/** Tokens that are no access tokens of the issuer for this gateway. */
export const HOSTILE_TOKENS: readonly HostileCredential[] = [
  ['algorithm none', unsigned('none')],
  ['algorithm None', unsigned('None')],
  ['algorithm NONE', unsigned('NONE')],
  ['algorithm nOnE', unsigned('nOnE')],
  ['no algorithm', unsigned(undefined)],
  ['a list of algorithms', unsigned(['ES256'])],
  ['HS256 with the public key in PEM', async ({ issuer }) => bearer(hmac(issuer, (key) => key.publicPem))],
  [
    'HS256 with the public key as JWK',
    async ({ issuer }) => bearer(hmac(issuer, (key) => JSON.stringify(key.publicJwk))),
  ],
  ['HS256 with an empty key', async ({ issuer }) => bearer(hmac(issuer, () => ''))],
  [
    'an algorithm that is not allowed',
    async ({ issuer }) => bearer(issuer.sign({ key: await makeKey('k1', 'ES384') })),
  ],
  ["another's key under a known kid", header(() => ({}))],
  ['its own key in jwk', header(({ forged }) => ({ jwk: forged.publicJwk }))],
  ['the address of its key in jku', header(({ other }) => ({ jku: `${other.url}/jwks` }))],
  ['the address of its certificate in x5u', header(({ other }) => ({ x5u: `${other.url}/cert` }))],
  ['its certificate in x5c', header(() => ({ x5c: ['AAAA'] }))],
  ['an unknown extension in crit', async ({ issuer }) => bearer(withCrit(issuer, ['x-admin']))],
  ['a known extension in crit', async ({ issuer }) => bearer(withCrit(issuer, ['b64']))],
  ...['../../dev/null', "' OR 1=1 --", '__proto__', 'constructor', 'x'.repeat(5_000), `\u0000\r\n`, ''].map(
    (kid, index): HostileCredential => [`a hostile kid (${index})`, header(() => ({ kid }))],
  ),
  ['an unknown kid', header(() => ({ kid: randomUUID() }))],
  ['a kid that is no text', header(() => ({ kid: { $ne: '' } }))],
  ["another issuer's name", signed(({ other }) => ({ claims: { iss: other.url } }))],
  [
    "another issuer's signature under the same kid",
    async ({ issuer, other }) => bearer(issuer.sign({ key: other.keys[0]! })),
  ],
  ['an unknown issuer', signed(() => ({ claims: { iss: 'https://unknown.example' } }))],
  ['an issuer on the inside', signed(() => ({ claims: { iss: 'http://169.254.169.254' } }))],
  ['no issuer', signed(() => ({ claims: { iss: undefined } }))],
  ['an issuer that is no text', signed(({ issuer }) => ({ claims: { iss: [issuer.url] } }))],
  ['another audience', signed(() => ({ claims: { aud: 'https://other.example' } }))],
  ['an audience that begins like ours', signed(() => ({ claims: { aud: `${AUDIENCE}.evil.example` } }))],
  ['no audience', signed(() => ({ claims: { aud: undefined } }))],
  ['an empty list of audiences', signed(() => ({ claims: { aud: [] } }))],
  ['type JWT', signed(() => ({ header: { typ: 'JWT' } }))],
  ['no type', signed(() => ({ header: { typ: undefined } }))],
  ['the type of an ID token', signed(() => ({ header: { typ: 'id_token+jwt' } }))],
  ['the nonce of an ID token', signed(() => ({ claims: { nonce: 'n' } }))],
  ['the hash of an ID token', signed(() => ({ claims: { at_hash: 'h' } }))],
  ['the mark of a refresh token', signed(() => ({ claims: { typ: 'Refresh' } }))],
  ['the use of an ID token', signed(() => ({ claims: { token_use: 'id' } }))],
  ['no end', signed(() => ({ claims: { exp: undefined } }))],
  ['an end that is no number', signed(() => ({ claims: { exp: '9999999999' } }))],
  ['an end 61 seconds ago', async ({ issuer }) => bearer(issuer.sign({ claims: { exp: seconds() - 61 } }))],
  ['a beginning in 63 seconds', async ({ issuer }) => bearer(issuer.sign({ claims: { nbf: seconds() + 63 } }))],
  ['no subject', signed(() => ({ claims: { sub: undefined } }))],
  ['a subject with control characters', signed(() => ({ claims: { sub: 'ada\r\nadmin' } }))],
  ['a subject that is no text', signed(() => ({ claims: { sub: { admin: true } } }))],
  ['a key of another client (DPoP)', signed(() => ({ claims: { cnf: { jkt: 'x' } } }))],
  ['a certificate that is not there', signed(() => ({ claims: { cnf: { 'x5t#S256': 'x' } } }))],
  ['a changed payload', async ({ issuer }) => bearer(changed(await issuer.sign()))],
  ['a cut signature', async ({ issuer }) => bearer((await issuer.sign()).slice(0, -10))],
  ['no signature', async ({ issuer }) => bearer((await issuer.sign()).replace(/[^.]+$/, ''))],
  ['five parts', async ({ issuer }) => bearer(`${await issuer.sign()}.x.y`)],
  ['a payload that is no JSON', async () => bearer(`${encode({ alg: 'ES256', typ: 'at+jwt' })}.AAAA.AAAA`)],
  ['a header that is no object', async () => bearer(`${encode('eyJ')}.${encode({})}.AAAA`)],
  ['10,000 characters', async () => bearer(`eyJ${'a'.repeat(10_000)}.a.a`)],
];

/** Headers that are no bearer tokens, though what stands in them would be good. */
export const HOSTILE_HEADERS: readonly HostileCredential[] = (
  [
    ['in two headers', (credential) => [`Bearer ${credential}`, `Bearer ${credential}`]],
    ['twice in one header', (credential) => [`Bearer ${credential}, Bearer ${credential}`]],
    ['behind a tab', (credential) => [`Bearer\t${credential}`]],
    ['before a tab', (credential) => [`Bearer ${credential}\t;`]],
    ['in quotes', (credential) => [`Bearer "${credential}"`]],
    ['without a scheme', (credential) => [credential]],
    ['as Basic', (credential) => [`Basic ${credential}`]],
    ['as DPoP', (credential) => [`DPoP ${credential}`]],
    ['with a word behind', (credential) => [`Bearer ${credential} admin`]],
  ] as readonly (readonly [string, (credential: string) => readonly string[]])[]
).flatMap(([title, form]): readonly HostileCredential[] => [
  [`a key ${title}`, async ({ apiKey }) => form(apiKey)],
  [`a token ${title}`, async ({ issuer }) => form(await issuer.sign())],
]);

function hmac(issuer: TestIssuer, secret: (key: SigningKey) => string): string {
  const content = `${encode({ alg: 'HS256', kid: 'k1', typ: 'at+jwt' })}.${encode(issuer.claims())}`;
  return `${content}.${createHmac('sha256', secret(issuer.keys[0]!)).update(content).digest('base64url')}`;
}

/** Signed by the issuer itself: only `crit` is wrong with it. */
async function withCrit(issuer: TestIssuer, crit: readonly string[]): Promise<string> {
  const { privateKey, kid, alg } = issuer.keys[0]!;
  const protectedHeader = { alg, kid, typ: 'at+jwt', crit, b64: true, 'x-admin': 1 };
  const content = `${encode(protectedHeader)}.${encode(issuer.claims())}`;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, privateKey, Buffer.from(content));
  return `${content}.${Buffer.from(signature).toString('base64url')}`;
}

function changed(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  return [header, encode({ ...claims, sub: 'somebody-else' }), signature].join('.');
}
