import { ServiceError } from '@sluice/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { maySeeKey } from './may-see-key.js';
import { type Asset, readAssets } from './read-assets.js';
import { type ExampleFile, readExamples } from './read-examples.js';
import { renderPage } from './render-page.js';

export interface StartPageOptions {
  /** The folder of examples; null for none. */
  readonly examplesFolder: string | null;
  /** The key to fill in for visitors at this machine; in development only. */
  readonly developerKey?: string | undefined;
  /** Where callers reach this gateway. @default the host that the visitor named */
  readonly publicUrl?: string | undefined;
}

/** The one style that GraphiQL sets inline, while a dialog is open: it keeps the page behind it from scrolling. */
const SCROLL_LOCK_STYLE = "'sha256-Y/huXlwoYkVyQlxwSVcCi1RCDGDCSVBzDt0hYP9qlTc='";

/** Everything comes from here, and nothing is inline, so that no nonce is needed. Fonts stand in the style sheet as data. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${SCROLL_LOCK_STYLE}`,
  "font-src 'self' data:",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // The page may carry a key.
  'cache-control': 'no-store',
};

/** `GET /`: GraphiQL with the examples; `/assets/…` and `/examples/…`: what it loads, all from memory. */
export async function startPageRoutes(app: FastifyInstance, options: StartPageOptions): Promise<void> {
  const { examplesFolder, developerKey, publicUrl } = options;
  const [examples, assets] = await Promise.all([readExamples(examplesFolder), readAssets()]);
  app.get('/', async (request, reply) => {
    const key = developerKey !== undefined && isAtThisMachine(request) ? developerKey : null;
    const graphqlUrl = `${publicUrl ?? `${request.protocol}://${request.host}`}/graphql`;
    return reply.headers(PAGE_HEADERS).send(renderPage({ operations: examples.operations, key, graphqlUrl }));
  });
  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) =>
    sendAsset(request, reply, assets.get(request.params.name)),
  );
  app.get<{ Params: { name: string } }>('/examples/:name', async (request, reply) =>
    sendExample(reply, examples.files.get(request.params.name)),
  );
}

function isAtThisMachine({ socket, headers }: FastifyRequest): boolean {
  return maySeeKey({ address: socket.remoteAddress ?? '', headers });
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset | undefined): FastifyReply {
  if (asset === undefined) throw new ServiceError('NOT_FOUND', 'No such path.');
  void reply.headers({ 'cache-control': 'no-cache', etag: asset.etag, 'x-content-type-options': 'nosniff' });
  if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
  return reply.type(asset.mediaType).send(asset.bytes);
}

function sendExample(reply: FastifyReply, file: ExampleFile | undefined): FastifyReply {
  if (file === undefined) throw new ServiceError('NOT_FOUND', 'No such path.');
  return reply
    .headers({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' })
    .type(file.mediaType)
    .send(file.bytes);
}
