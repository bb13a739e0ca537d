import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';

import { ContractError } from '../compose/contract-problem.js';

/** The largest SDL of a service; all contracts together are a tenth of it. */
export const MAX_SDL_BYTES = 1024 * 1024;

/** Bounds what parsing may cost: a mebibyte of braces is half a million tokens. */
const MAX_TOKENS = 100_000;

/**
 * Reads what a service says of itself.
 *
 * @throws ContractError where it is too large, or no SDL
 */
export function parseServiceSdl(sdl: string): DocumentNode {
  const bytes = Buffer.byteLength(sdl);
  if (bytes > MAX_SDL_BYTES) throw problem(`The SDL has ${bytes} bytes; ${MAX_SDL_BYTES} are taken.`);
  try {
    return parse(new Source(sdl, 'service'), { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [location] = error.locations ?? [];
    throw problem(error.message, location && `service:${location.line}:${location.column}`);
  }
}

function problem(message: string, place?: string): ContractError {
  return new ContractError([{ message, place: place ?? null }]);
}
