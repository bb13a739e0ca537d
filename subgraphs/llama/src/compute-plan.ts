/** How much of the machine a model is given. */
export interface ComputePlan {
  readonly threads: number;
  /** Most tokens that are computed in one go; between two goes a caller who has left is noticed. */
  readonly batchTokens: number;
}

/** Below this, threads wait for each other longer than they compute: 260,000 parameters run 5 times slower on two. */
const BYTES_PER_THREAD = 32 * 1024 * 1024;
/** What one go may take at most, in milliseconds, and what a core is reckoned to compute. */
const GO_MS = 100;
const FLOPS_PER_CORE = 2e10;
const MOST_BATCH_TOKENS = 512;

/**
 * @param bytes size of the weights
 * @param parameters how many weights there are
 * @param cores cores of the machine that are good for arithmetic
 */
export function planCompute(bytes: number, parameters: number, cores: number): ComputePlan {
  const threads = Math.max(1, Math.min(cores, Math.floor(bytes / BYTES_PER_THREAD)));
  const tokensPerGo = (FLOPS_PER_CORE * threads * (GO_MS / 1_000)) / (2 * Math.max(1, parameters));
  // The power of two below: the same on every start, so that fixed seeds repeat.
  const batchTokens = 2 ** Math.floor(Math.log2(Math.max(8, Math.min(MOST_BATCH_TOKENS, tokensPerGo))));
  return { threads, batchTokens };
}
