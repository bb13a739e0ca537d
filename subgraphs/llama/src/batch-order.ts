import type { CustomBatchingPrioritizationStrategy, EvaluationPriority } from 'node-llama-cpp';

/**
 * Requests that share a batch change each other's last bits, and so, now and then, a word. A request with a seed is
 * promised to repeat: it is computed alone. The runtime hands a priority through to the strategy below; nothing else is
 * made of it.
 */
export const ALONE: EvaluationPriority = 5;
export const SHARED: EvaluationPriority = 1;

/** In the order of arrival: an item that wants to be alone, or else all of those that do not, in equal parts. */
export const batchInOrder: CustomBatchingPrioritizationStrategy = ({ items, size }) => {
  const [first] = items;
  if (!first) return [];
  if (first.evaluationPriority === ALONE) {
    return [{ item: first, processAmount: Math.min(size, first.tokens.length) }];
  }
  const sharing = items.filter(({ evaluationPriority }) => evaluationPriority !== ALONE).slice(0, size);
  let left = size;
  return sharing.map((item, index) => {
    const part = Math.floor(left / (sharing.length - index));
    const processAmount = Math.min(item.tokens.length, part);
    left -= processAmount;
    return { item, processAmount };
  });
};
