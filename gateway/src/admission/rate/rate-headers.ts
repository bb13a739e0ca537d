import type { ApolloServerPlugin } from '@apollo/server';

import type { RequestContext } from '../../request-context.js';
import type { CountedRate } from './rate-context.js';

/** Most limits that one answer tells of: the tightest. */
const MAX_TOLD = 5;

/**
 * Tells clients what is left: `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10), the field's
 * coordinate the policy's name, and `Retry-After` where the answer is that nothing is.
 */
export function rateHeadersPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ contextValue: { observed }, response: { http } }) {
        const tightest = tightestOf(observed.rates ?? []);
        if (tightest.length === 0) return;
        http.headers.set('ratelimit-policy', tightest.map(toPolicy).join(', '));
        http.headers.set('ratelimit', tightest.map(toState).join(', '));
        const refused = tightest.find(({ allowed }) => !allowed);
        if (refused) http.headers.set('retry-after', seconds(refused.resetMs));
      },
    }),
  };
}

/** Of several counts of one field the last, and of all fields those of which the smallest part is left. */
function tightestOf(rates: readonly CountedRate[]): CountedRate[] {
  const byField = new Map(rates.map((rate) => [rate.coordinate, rate]));
  const partLeft = ({ allowed, remaining, limit }: CountedRate) => (allowed ? remaining / limit : -1);
  return [...byField.values()].sort((one, other) => partLeft(one) - partLeft(other)).slice(0, MAX_TOLD);
}

function toPolicy({ coordinate, limit, duration }: CountedRate): string {
  return `"${coordinate}";q=${limit};w=${duration}`;
}

function toState({ coordinate, remaining, resetMs }: CountedRate): string {
  return `"${coordinate}";r=${Math.max(0, remaining)};t=${seconds(resetMs)}`;
}

function seconds(milliseconds: number): string {
  return String(Math.max(1, Math.ceil(milliseconds / 1_000)));
}
