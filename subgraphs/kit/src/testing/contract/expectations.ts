import assert from 'node:assert/strict';
import { isErrorCode } from '@sluice/schema';
import type { Answer, ItemResult } from './ask.js';

/** The suite's own words for what it expects; each failure says which item, and what came instead. */

/** The results, every one of which must be there. */
export function expectResults(answers: readonly Answer[]): ItemResult[] {
  return answers.map((answer, index) => {
    if (answer.kind === 'result') return answer.result;
    return assert.fail(`Item ${index}: expected a result, got ${answer.code}.`);
  });
}

/** Every item failed with one of these codes. */
export function expectCodes(answers: readonly Answer[], ...codes: readonly string[]): void {
  for (const [index, answer] of answers.entries()) {
    const got = answer.kind === 'error' ? answer.code : 'a result';
    assert.ok(codes.includes(got), `Item ${index}: expected ${codes.join(' or ')}, got ${got}.`);
  }
}

/** Every item has a result, or an error with a code of the table that is not `INTERNAL`. */
export function expectCoded(answers: readonly Answer[], nameOf: (index: number) => string = String): void {
  for (const [index, answer] of answers.entries()) {
    if (answer.kind === 'result') continue;
    const { code } = answer;
    const isCoded = isErrorCode(code) && code !== 'INTERNAL';
    assert.ok(isCoded, `Item ${nameOf(index)}: expected a result or a coded error, got ${code}.`);
  }
}

/** Each item's result is the one that it should be, apart from the last digits of numbers. */
export function expectSame(results: readonly ItemResult[], expected: readonly ItemResult[], what: string): void {
  assert.equal(results.length, expected.length, `${what}: expected ${expected.length} results.`);
  for (const [index, result] of results.entries()) {
    if (isAlike(result, expected[index])) continue;
    assert.deepEqual(result, expected[index], `${what}: item ${index} has another answer.`);
  }
}

/** Engines add in another order when they are asked for several at once. */
const TOLERANCE = 1e-3;

function isAlike(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') {
    return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(other));
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [left, right] = [Object.entries(one), other as Record<string, unknown>];
  return left.length === Object.keys(other).length && left.every(([key, value]) => isAlike(value, right[key]));
}

/** Enough different results, so that a mix-up would be seen. */
export function expectDifferent(results: readonly ItemResult[]): void {
  const different = new Set(results.map((result) => JSON.stringify(result))).size;
  const enough = Math.ceil(results.length / 10);
  assert.ok(
    different >= enough,
    `Expected at least ${enough} different results, got ${different}: choose other samples.`,
  );
}
