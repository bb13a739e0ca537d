import multipart from '@fastify/multipart';
import { ServiceError } from '@sluice/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { readCredentials } from '../../http/pipeline/read-credentials.js';
import { createRequestSignal } from '../../http/request-signal.js';
import type { Authenticator } from '../../identity/authenticate.js';
import type { Principal } from '../../identity/principal.js';
import type { InspectionLimits } from '../inspect/inspect-media.js';
import type { MediaStore } from '../store/media-store.js';
import { createTenantGates } from '../tenant-gates.js';
import type { MediaUrls } from '../urls/media-url.js';
import { readMedia } from './read-media.js';
import { receiveUpload } from './receive-upload.js';
import { receiveWrite } from './receive-write.js';

export interface MediaRoutesOptions {
  readonly authenticator: Authenticator;
  readonly store: MediaStore;
  readonly urls: MediaUrls;
  readonly limits: InspectionLimits;
  /** How long one exchange may take, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

type Handler = (request: FastifyRequest, reply: FastifyReply, signal: AbortSignal) => Promise<unknown>;

/**
 * `POST /media` takes uploads of those who prove who they are; `GET`, `HEAD` and `PUT` below it go by the signature of
 * the URL alone. Errors are answered like everywhere else by the server's error handler.
 */
export async function mediaRoutes(app: FastifyInstance, options: MediaRoutesOptions): Promise<void> {
  const { requestTimeoutMs, now = Date.now } = options;
  const receiving = { ...options, enter: createTenantGates() };
  const bounded = (handler: Handler) => withSignal(requestTimeoutMs, handler);
  // A scope of its own each, so that no other route comes to read forms or raw bytes.
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 0, parts: 1, fileSize: options.limits.maxBytes + 1 },
    });
    const principals = new WeakMap<FastifyRequest, Principal>();
    scope.post('/media', {
      onRequest: async (request, reply) => {
        using patience = createRequestSignal(reply.raw, requestTimeoutMs);
        principals.set(request, await authenticate(options.authenticator, request, patience.signal));
      },
      handler: bounded(async (request, reply, signal) => {
        const principal = principals.get(request);
        if (!principal) throw new ServiceError('UNAUTHENTICATED', 'No credential was sent.');
        return reply.code(201).send(await receiveUpload(request, principal, receiving, signal));
      }),
    });
  });
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Whatever a body calls itself, it is read as bytes, by the handler, within its bound.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const read = { store: options.store, urls: options.urls, now };
    scope.route({
      method: ['GET', 'HEAD'],
      url: '/media/:tenant/:file',
      handler: bounded((request, reply, signal) => readMedia(request, reply, read, signal)),
    });
    scope.route({
      method: ['PUT', 'POST'],
      url: '/media/:tenant',
      handler: bounded(async (request, reply, signal) =>
        reply.code(201).send(await receiveWrite(request, receiving, signal)),
      ),
    });
  });
}

/** @throws ServiceError `UNAUTHENTICATED` */
async function authenticate(
  authenticator: Authenticator,
  { raw }: FastifyRequest,
  signal: AbortSignal,
): Promise<Principal> {
  const principal = await authenticator.authenticate(readCredentials(raw), signal);
  if (principal instanceof ServiceError) throw principal;
  return principal;
}

/** Runs a handler until its answer is written, its caller leaves, or the time is up. */
function withSignal(timeoutMs: number, handler: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const patience = createRequestSignal(reply.raw, timeoutMs);
    // A stream is still being written when the handler has returned.
    reply.raw.once('close', () => patience[Symbol.dispose]());
    try {
      return await handler(request, reply, patience.signal);
    } catch (error) {
      // What is left of a body is not read: the connection ends with the answer.
      if (!request.raw.complete && request.raw.httpVersionMajor === 1) void reply.header('connection', 'close');
      throw patience.signal.aborted ? patience.signal.reason : error;
    }
  };
}
