import { z } from 'zod';

/** What zod says when a setting is not of the expected form is rewritten by `describe-issues.ts`; the rules stand here. */
const duration = (meaning: string) => z.int().min(1).max(3_600_000).describe(`${meaning} In milliseconds.`);

/** A time with a default. */
export const milliseconds = (fallback: number, meaning: string) => duration(meaning).default(fallback);

const times = {
  connectMs: duration('The longest time to connect.'),
  headersMs: duration('The longest silence before the answer begins.'),
  firstTokenMs: duration('The longest time until a stream tells the first of what it makes.'),
  idleMs: duration('The longest silence between two words of a stream.'),
  outputMs: duration('The longest time of an output that a stream tells, from its announcement to its end.'),
  totalMs: duration('The longest time of one call.'),
};

/** How long calls of a service may take. */
export const serviceTimeouts = z.strictObject({
  connectMs: times.connectMs.default(2_000),
  headersMs: times.headersMs.default(115_000),
  firstTokenMs: times.firstTokenMs.default(60_000),
  idleMs: times.idleMs.default(60_000),
  outputMs: times.outputMs.default(600_000),
  totalMs: times.totalMs.default(118_000),
});

/** How long they may take on a route, where that is not as the service says. */
export const routeTimeouts = z.strictObject({
  connectMs: times.connectMs.exactOptional(),
  headersMs: times.headersMs.exactOptional(),
  firstTokenMs: times.firstTokenMs.exactOptional(),
  idleMs: times.idleMs.exactOptional(),
  outputMs: times.outputMs.exactOptional(),
  totalMs: times.totalMs.exactOptional(),
});

/** How long calls may take, in milliseconds. */
export type CallTimeouts = Readonly<z.output<typeof serviceTimeouts>>;
