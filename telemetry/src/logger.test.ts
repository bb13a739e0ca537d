import { describe, expect, it } from '@jest/globals';
import type { LogFields } from './log-fields.js';
import { createLogger, type Logger } from './logger.js';

const CANARY = 'canary-7f3a prompt of a caller';

function record(write: (logger: Logger) => void): { text: string; line: Record<string, unknown> } {
  const lines: string[] = [];
  write(createLogger({ name: 'test', level: 'debug', destination: { write: (line) => lines.push(line) } }));
  expect(lines).toHaveLength(1);
  return { text: lines.join(''), line: JSON.parse(lines.join('')) as Record<string, unknown> };
}

/** What careless callers pass in spite of the types. */
const careless = (fields: Record<string, unknown>) => fields as LogFields;

describe('A log line', () => {
  it('holds the allowed fields, the level, the time, the name and the message', () => {
    const { line } = record((logger) =>
      logger.info({ requestId: 'r1', durationMs: 12.5, codes: ['A', 'B'] }, 'Request.'),
    );
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      name: 'test',
      requestId: 'r1',
      durationMs: 12.5,
      codes: ['A', 'B'],
      message: 'Request.',
    });
  });

  it('drops unknown fields and counts them', () => {
    const { text, line } = record((logger) =>
      logger.warn(careless({ prompt: CANARY, body: { text: CANARY }, calls: 2 }), 'Request.'),
    );
    expect(text).not.toContain('canary');
    expect(line).toMatchObject({ calls: 2, dropped: 2 });
  });

  it('drops objects under allowed names: they could hold anything', () => {
    const { text, line } = record((logger) =>
      logger.info(careless({ model: { name: CANARY }, codes: [{ CANARY }], items: [CANARY.length] }), 'Request.'),
    );
    expect(text).not.toContain('canary');
    expect(line).toMatchObject({ items: [CANARY.length], dropped: 2 });
  });

  it('cuts long strings and long arrays', () => {
    const { line } = record((logger) =>
      logger.info(
        { operationName: 'x'.repeat(10_000), codes: Array.from({ length: 100 }, () => 'C') },
        'm'.repeat(10_000),
      ),
    );
    expect((line['operationName'] as string).length).toBe(257);
    expect((line['message'] as string).length).toBe(257);
    expect(line['codes']).toHaveLength(32);
  });

  it('keeps the fields of its parent, by the same rules', () => {
    const { text, line } = record((logger) =>
      logger.child(careless({ service: 'tesseract', text: CANARY })).info({ items: 1 }, 'Batch.'),
    );
    expect(text).not.toContain('canary');
    expect(line).toMatchObject({ service: 'tesseract', items: 1, dropped: 1 });
  });
});

describe('A logged error', () => {
  const logError = (error: unknown) => record((logger) => logger.error({ error }, 'Failed.'));

  it('is its name, code and frames', () => {
    const { line } = logError(Object.assign(new TypeError('expected'), { code: 'ERR_INPUT' }));
    expect(line['error']).toMatchObject({ name: 'TypeError', code: 'ERR_INPUT' });
    expect((line['error'] as { frames: string[] }).frames[0]).toMatch(/^at .*logger\.test\.ts:\d+:\d+\)?$/);
  });

  it.each([
    ['the message', new Error(CANARY)],
    ['a message of many lines', new Error(`first\n${CANARY}\n    at ${CANARY}`)],
    ['a message that looks like a frame', new Error('x\n    at canary (/canary.js:1:1)')],
    ['a cause', new Error('outer', { cause: new Error(CANARY, { cause: CANARY }) })],
    ['a property', Object.assign(new Error('x'), { request: { body: CANARY }, response: CANARY })],
    ['the name', Object.assign(new Error('x'), { name: CANARY })],
    ['the code', Object.assign(new Error('x'), { code: CANARY })],
    [
      'a message that was cleared after the throw',
      Object.assign(new Error(`canary (/canary.js:1:1)\n at c (/canary:1:1)`), { message: '' }),
    ],
    [
      'a message that was changed after the throw',
      Object.assign(new Error(`a\n    at c (/canary.js:1:1)`), { message: 'other' }),
    ],
    ['a stack of its own', Object.assign(new Error('x'), { stack: `${CANARY}\n${CANARY}` })],
    ['an aggregate', new AggregateError([new Error(CANARY)], CANARY)],
    ['a thrown string', CANARY],
    ['a thrown object', { message: CANARY }],
  ])('does not tell what stands in %s', (_place, error) => {
    expect(logError(error).text).not.toContain('canary');
  });

  it('tells its causes by name and code, four deep at most', () => {
    const chain = [1, 2, 3, 4, 5, 6].reduce<Error | undefined>(
      (cause, depth) => new Error(`${depth}`, { cause }),
      undefined,
    );
    const depth = (error: unknown): number => {
      const cause = (error as { cause?: unknown } | undefined)?.cause;
      return cause === undefined ? 1 : 1 + depth(cause);
    };
    expect(depth(logError(chain).line['error'])).toBe(4);
  });
});
