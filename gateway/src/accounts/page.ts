import { ServiceError } from '@sluice/schema';

/** What of a list is asked for. */
export interface PageRequest {
  /** How many, 1 to 100. @default 50 */
  readonly first?: number | null | undefined;
  /** The cursor that the ones before ended with. */
  readonly after?: string | null | undefined;
}

/** A part of a list, newest first. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
}

/** What a statement needs to know: how many rows, and below which number. */
export interface Slice {
  readonly count: number;
  readonly below: number | null;
}

const DEFAULT_COUNT = 50;
const MAX_COUNT = 100;
const CURSOR = /^n:([1-9]\d{0,15})$/;

/** @throws ServiceError `BAD_USER_INPUT` that names the argument */
export function toSlice({ first, after }: PageRequest): Slice {
  const count = first ?? DEFAULT_COUNT;
  if (count < 1 || count > MAX_COUNT) {
    throw new ServiceError('BAD_USER_INPUT', `first is ${count}; 1 to ${MAX_COUNT} are taken.`, {
      limit: { dimension: 'first', limit: MAX_COUNT, value: count },
    });
  }
  return { count, below: after === null || after === undefined ? null : readCursor(after) };
}

/** The page that rows make, of which one more than asked for was read. */
export function toPage<Item>(items: readonly Item[], { count }: Slice): Page<Item> {
  return { items: items.slice(0, count), hasNextPage: items.length > count };
}

/** Where in its list a numbered row stands. Opaque to callers. */
export function toCursor(number: number): string {
  return Buffer.from(`n:${number}`).toString('base64url');
}

function readCursor(text: string): number {
  const [, number] = CURSOR.exec(Buffer.from(text.slice(0, 100), 'base64url').toString()) ?? [];
  if (number === undefined) throw new ServiceError('BAD_USER_INPUT', 'after is no cursor of this list.');
  return Number(number);
}
