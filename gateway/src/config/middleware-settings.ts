import { z } from 'zod';

/** Code of the operator's own at the phases of a request: docs/middleware.md. */
export const middlewareSettings = z.strictObject({
  timeoutMs: z
    .int()
    .min(1)
    .max(60_000)
    .default(1_000)
    .describe('The longest time of one hook; a request whose hook is late is refused. In milliseconds.'),
  modules: z
    .array(
      z.strictObject({
        file: z
          .string()
          .min(1)
          .describe('A JavaScript module, relative to this file; its default export is a middleware, or makes one.'),
        options: z.unknown().optional().describe('Handed to a default export that makes one.'),
      }),
    )
    .max(50)
    .default([])
    .describe('In the order in which their hooks run.'),
});

/** The same, every path absolute. */
export interface MiddlewareConfig {
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly modules: readonly { readonly file: string; readonly options?: unknown }[];
}
