import { describe, expect, it } from '@jest/globals';

import { readSubjectNames } from './subject-names.js';

describe('the names of a certificate', () => {
  it('are read, of the kinds that can be callers', () => {
    const text = 'DNS:a.example, URI:spiffe://example/ns/x, IP Address:10.0.0.1, email:a@b.example, DirName:CN = x';
    expect(readSubjectNames(text)).toEqual([
      { type: 'DNS', value: 'a.example' },
      { type: 'URI', value: 'spiffe://example/ns/x' },
      { type: 'IP', value: '10.0.0.1' },
      { type: 'email', value: 'a@b.example' },
    ]);
    expect(readSubjectNames(undefined)).toEqual([]);
  });

  it('are not more than there are, though one is written like two', () => {
    expect(readSubjectNames('DNS:"evil.example, DNS:good.example"')).toEqual([
      { type: 'DNS', value: 'evil.example, DNS:good.example' },
    ]);
    expect(readSubjectNames(String.raw`URI:"x\", DNS:good.example"`)).toEqual([
      { type: 'URI', value: 'x", DNS:good.example' },
    ]);
  });

  it.each(['DNS', 'DNS:"open', ':x', 'DNS:a"b, DNS:good.example', String.raw`DNS:"\q"`])(
    'are none where they cannot be read: %s',
    (text) => expect(readSubjectNames(text)).toEqual([]),
  );
});
