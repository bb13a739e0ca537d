import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';

import { doublingFragments } from '../../testing/operation-attacks.js';
import { documentShape } from './document-shape.js';

const shape = (source: string) => documentShape(parse(source));

describe('the shape of a document', () => {
  it('counts levels, fields, aliases and what stands at the root', () => {
    expect(shape('{ a { b { c } d } e: f }')).toEqual({
      tokens: 13,
      depth: 3,
      height: 5,
      aliases: 1,
      rootFields: 2,
      repeats: 0,
      directives: 0,
    });
  });

  it('counts a fragment where it is spread, with the levels around it', () => {
    expect(shape('{ a { ...F } b { c { ...F } } } fragment F on T { x: y { z } }')).toMatchObject({
      depth: 4,
      height: 7,
      aliases: 2,
    });
    expect(shape('{ ...F ...F } fragment F on Query { a b }')).toMatchObject({ rootFields: 4, repeats: 2, depth: 1 });
  });

  it('counts fields of one name in one place, also those that fragments bring there', () => {
    expect(shape('{ a a a b }').repeats).toBe(2);
    expect(shape('{ a { x x } a { x } }').repeats).toBe(2);
    expect(shape('{ a { x ... on T { x ...F } } } fragment F on T { x }').repeats).toBe(2);
    expect(shape('{ a: x b: x }').repeats).toBe(0);
  });

  it('counts directives of fields, fragments, variables and the operation', () => {
    const source = 'query ($v: Int @a) @b { x @c ... @d { y } ...F @e } fragment F on Query @f { z }';
    expect(shape(source).directives).toBe(6);
  });

  it('is that of the largest operation, and of fragments that nobody spreads', () => {
    expect(shape('query A { a } query B { b { c } }')).toMatchObject({ depth: 2, height: 2 });
    expect(shape('{ a } fragment F on T { b { c { d d } } }')).toMatchObject({ depth: 3, repeats: 1 });
  });

  it('ends for fragments in a circle, and for those that are not there', () => {
    expect(shape('{ ...A } fragment A on Query { a ...B } fragment B on Query { b ...A }').height).toBeGreaterThan(0);
    expect(shape('{ a ...None }')).toMatchObject({ height: 1 });
  });

  it('is found in time that the length of the document bounds, whatever its fragments multiply', () => {
    const { height, depth } = shape(doublingFragments(60));
    expect(height).toBeGreaterThan(2 ** 60);
    expect(depth).toBe(122);
  });
});
